package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the keys about which Latchkey has to do something by itself, owner by owner. */
@ApplicationScoped
class DueKeys {

    private static final int OWNERS = 100;

    /** The most keys of an owner at once; the rest follows in the next run. */
    private static final int KEYS = 1000;

    @PersistenceContext
    private EntityManager entities;

    /** Owners of such keys in the order of their ids, from behind that one on; not all at once. */
    List<Long> owners(Due due, long after) {
        return query("select distinct k.ownerId", due, "k.ownerId > :after order by k.ownerId", Long.class)
                .setParameter("after", after)
                .setMaxResults(OWNERS)
                .getResultList();
    }

    /** Such keys of an owner, as they are without waiting for anybody. */
    List<UUID> of(long ownerId, Due due) {
        return query("select k.id", due, "k.ownerId = :owner order by k.id", UUID.class)
                .setParameter("owner", ownerId)
                .setMaxResults(KEYS)
                .getResultList();
    }

    /**
     * Those among keys for which it still holds, locked: of two servers that do the same at once the second finds none.
     * By their ids, so that no other rows are locked.
     */
    List<IssuedKey> lock(List<UUID> ids, Due due) {
        return query("select k", due, "k.id in :ids", IssuedKey.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private <T> TypedQuery<T> query(String select, Due due, String rest, Class<T> type) {
        TypedQuery<T> query = entities.createQuery(
                select + " from IssuedKey k where " + Due.ACCEPTED + " and (" + due.condition + ") and " + rest, type);
        due.parameters.forEach(query::setParameter);
        return query;
    }

    /** What has to be true of an accepted key. */
    static final class Due {

        /** How many days before its expiry a key is announced. */
        static final List<Integer> DAYS_AHEAD = List.of(30, 7, 1);

        /** For how long a warning stands for a revocation: the company may have changed its mind meanwhile, and back. */
        private static final Duration WARNING_COUNTS = Duration.ofDays(30);

        private static final String ACCEPTED = "k.revokedAt is null and (k.expiresAt is null or k.expiresAt > :now)";
        private static final String UNUSED =
                "k.companyId = :company and (k.lastUsedAt <= :unused or k.lastUsedAt is null and k.createdAt <= :unused)";

        private final String condition;
        private final Map<String, Object> parameters;

        private Due(String condition, Map<String, Object> parameters, Instant now) {
            this.condition = condition;
            this.parameters = new HashMap<>(parameters);
            this.parameters.put("now", now);
        }

        /** It expires soon, and that was not announced since it is as soon as now. */
        static Due expiring(Instant now) {
            StringBuilder condition = new StringBuilder("k.expiresAt > :now and (false");
            Map<String, Object> parameters = new HashMap<>();
            for (int days : DAYS_AHEAD) {
                String parameter = "in" + days;
                condition.append(" or k.expiresAt <= :").append(parameter);
                condition.append(" and (k.announcedDays is null or k.announcedDays > ");
                condition.append(days).append(')');
                parameters.put(parameter, now.plus(Duration.ofDays(days)));
            }
            return new Due(condition.append(')').toString(), parameters, now);
        }

        /** Nobody uses it, and its company is about to have it revoked for that, which its owner has not been told. */
        static Due warning(long companyId, int unusedDays, Instant now) {
            return new Due(
                    UNUSED + " and (k.unusedWarnedAt is null or k.unusedWarnedAt <= :stale)",
                    Map.of(
                            "company", companyId,
                            "unused", now.minus(Duration.ofDays(unusedDays - KeyPolicy.WARNING_DAYS)),
                            "stale", now.minus(WARNING_COUNTS)),
                    now);
        }

        /** Nobody uses it, which its owner was told in time. */
        static Due revocation(long companyId, int unusedDays, Instant now) {
            return new Due(
                    UNUSED + " and k.unusedWarnedAt > :stale and k.unusedWarnedAt <= :warned",
                    Map.of(
                            "company", companyId,
                            "unused", now.minus(Duration.ofDays(unusedDays)),
                            "stale", now.minus(WARNING_COUNTS),
                            "warned", now.minus(Duration.ofDays(KeyPolicy.WARNING_DAYS))),
                    now);
        }
    }
}
