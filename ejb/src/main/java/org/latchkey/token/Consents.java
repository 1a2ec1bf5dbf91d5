package org.latchkey.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.latchkey.account.Caller;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.client.Client;
import org.latchkey.credential.Secret;

/** What users have granted, for the service that asks them; in its transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Consents {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Tokens tokens;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    /** The companies in which a user has granted all of this to a client before. */
    public List<Long> companies(Client client, long userId, Set<String> scopes) {
        return entities.createQuery(
                        "select c from Consent c where c.clientId = :client and c.userId = :user", Consent.class)
                .setParameter("client", client.id())
                .setParameter("user", userId)
                .getResultStream()
                .filter(consent -> consent.scopes().containsAll(scopes))
                .map(Consent::companyId)
                .toList();
    }

    /** Grants this to a client, beside what was granted before, and makes a code. */
    public Secret grant(Client client, Caller caller, long companyId, CodeTerms terms) {
        Instant now = clock.instant();
        Optional<Consent> known = entities.createQuery("""
                        select c from Consent c
                        where c.clientId = :client and c.userId = :user and c.companyId = :company
                        """, Consent.class)
                .setParameter("client", client.id())
                .setParameter("user", caller.userId())
                .setParameter("company", companyId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
        boolean more = known.isEmpty() || !known.get().scopes().containsAll(terms.scopes());
        Consent consent =
                known.orElseGet(() -> new Consent(client.id(), caller.userId(), companyId, terms.scopes(), now));
        if (known.isEmpty()) {
            entities.persist(consent);
        } else if (more) {
            consent.grant(terms.scopes(), client.scopes(), now);
        }
        if (more) {
            audit.record(
                    companyId,
                    caller,
                    new Deed("consent.granted", client.id(), client.name())
                            .with("scopes", String.join(" ", new TreeSet<>(terms.scopes()))));
        }
        return tokens.issueCode(consent, terms);
    }
}
