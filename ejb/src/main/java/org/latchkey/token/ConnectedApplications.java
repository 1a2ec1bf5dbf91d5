package org.latchkey.token;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.KeyRecords;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.client.Client;
import org.latchkey.problem.NotFound;

/** What the caller has granted to applications, in all companies. People only, and each their own. */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class ConnectedApplications {

    /** The most that are shown. */
    public static final int MOST = 500;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    /** The applications, the one granted to last first. */
    public List<ConnectedApplication> list() {
        return entities.createQuery("""
                        select k, c, d.name, d.contact, o.name from Consent k
                        join Client c on c.id = k.clientId
                        join Developer d on d.userId = c.ownerId
                        join Company o on o.id = k.companyId
                        where k.userId = :user order by k.grantedAt desc, k.id
                        """, Object[].class)
                .setParameter("user", access.caller().userId())
                .setMaxResults(MOST)
                .getResultStream()
                .map(ConnectedApplications::shown)
                .toList();
    }

    private static ConnectedApplication shown(Object[] row) {
        Consent consent = (Consent) row[0];
        Client client = (Client) row[1];
        return new ConnectedApplication(
                consent.id(),
                client.name(),
                client.settings().logo(),
                client.settings().homepage(),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                consent.scopes().stream().sorted().toList(),
                consent.grantedAt(),
                consent.lastUsedAt());
    }

    /**
     * Takes back what was granted: all tokens of it are refused from the next request on, and the application has to ask
     * again.
     *
     * @throws NotFound where the caller has granted no such thing
     */
    public void withdraw(UUID id) {
        Caller caller = access.caller();
        Consent consent = entities.find(Consent.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (consent == null || consent.userId() != caller.userId()) {
            throw new NotFound("consent");
        }
        Client client = entities.find(Client.class, consent.clientId());
        entities.remove(consent);
        records.tokensChanged();
        audit.record(consent.companyId(), caller, new Deed("consent.withdrawn", consent.clientId(), client.name()));
    }
}
