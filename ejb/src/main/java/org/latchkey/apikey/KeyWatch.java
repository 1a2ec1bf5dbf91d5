package org.latchkey.apikey;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.latchkey.apikey.DueKeys.Due;
import org.latchkey.notice.Outbox;

/**
 * Looks every few minutes after what time does to keys: announces their expiry, warns of revocation those whose keys nobody
 * uses, and revokes these where the company wants it. Several servers with one database may do so at once.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyWatch {

    private static final System.Logger LOG = System.getLogger(KeyWatch.class.getName());
    private static final int COMPANIES = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private DueKeys dueKeys;

    @Inject
    private KeyUpkeep upkeep;

    @Inject
    private LastUses lastUses;

    @Inject
    private Outbox outbox;

    @Inject
    private Clock clock;

    /**
     * Does what is due; what fails is tried again with the next run, and keeps nothing else from being done. Whoever in this
     * server asks for it gets only what happens anyway.
     */
    @PermitAll
    @Schedule(hour = "*", minute = "*/10", persistent = false)
    public void watch() {
        try {
            Instant now = clock.instant();
            // Where no mails are sent, the activity and webhooks tell of it.
            Due expiring = Due.expiring(now);
            eachOwner(expiring, ids -> upkeep.announceExpiry(ids, expiring));
            // Nothing is revoked of which nobody was warned by mail. A key that was used a moment ago is used: nothing
            // is
            // revoked before that is known.
            if (!outbox.isOpen() || !lastUses.flush()) {
                return;
            }
            List<Object[]> companies = companies(0);
            while (!companies.isEmpty()) {
                companies.forEach(company -> endUnused((Long) company[0], (Integer) company[1], now));
                companies = companies((Long) companies.get(companies.size() - 1)[0]);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "What is due of keys waits for the next run: {0}", e.toString());
        }
    }

    private void endUnused(long companyId, int unusedDays, Instant now) {
        Due revocation = Due.revocation(companyId, unusedDays, now);
        eachOwner(revocation, ids -> upkeep.revokeUnused(ids, revocation));
        Due warning = Due.warning(companyId, unusedDays, now);
        eachOwner(warning, ids -> upkeep.warnUnused(ids, warning, unusedDays));
    }

    private List<Object[]> companies(long after) {
        return entities.createQuery("""
                        select c.id, c.keyUnusedDays from CompanyKeys c
                        where c.keyUnusedDays is not null and c.id > :after order by c.id
                        """, Object[].class)
                .setParameter("after", after)
                .setMaxResults(COMPANIES)
                .getResultList();
    }

    private void eachOwner(Due due, Consumer<List<UUID>> deed) {
        List<Long> owners = dueKeys.owners(due, 0);
        while (!owners.isEmpty()) {
            owners.forEach(owner -> attempt(owner, due, deed));
            owners = dueKeys.owners(due, owners.get(owners.size() - 1));
        }
    }

    private void attempt(long owner, Due due, Consumer<List<UUID>> deed) {
        try {
            List<UUID> ids = dueKeys.of(owner, due);
            if (!ids.isEmpty()) {
                deed.accept(ids);
            }
        } catch (RuntimeException e) {
            LOG.log(
                    WARNING,
                    "What is due of the keys of user {0} waits for the next run: {1}",
                    Long.toString(owner),
                    e.toString());
        }
    }
}
