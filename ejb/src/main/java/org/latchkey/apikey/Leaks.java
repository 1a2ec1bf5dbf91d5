package org.latchkey.apikey;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.latchkey.account.KeyRecords;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.audit.Origin;
import org.latchkey.credential.ApiKey;
import org.latchkey.credential.Digest;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.TooOften;

/**
 * Takes what anybody has found where no key should be, and revokes the keys among it. Whoever has a whole key could use it,
 * so whoever has one may end it.
 */
@Stateless
@PermitAll
public class Leaks {

    /** The most suspects of one report. */
    public static final int MOST_SUSPECTS = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private ReportLimit limit;

    @Inject
    private Origin origin;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private KeyMail mail;

    @Inject
    private Clock clock;

    /**
     * Revokes the keys among what was found. Nobody learns which of it was any: wrong, unknown and ended ones change nothing.
     *
     * @param suspects of any content, at most {@value #MOST_SUSPECTS}
     * @throws Invalid where there are more ({@code too-many})
     * @throws TooOften where there are too many reports from the caller's address
     */
    public void report(Collection<String> suspects) {
        limit.take(origin.address());
        if (suspects.size() > MOST_SUSPECTS) {
            throw new Invalid(List.of(new Violation("keys", "too-many")));
        }
        // Shape and checksum need no look-up: what passes is a key, or was made to look like one.
        Set<ApiKey> whole = suspects.stream()
                .flatMap(suspect -> ApiKey.parse(suspect.strip()).stream())
                .collect(Collectors.toSet());
        Set<UUID> proven = proven(whole);
        if (!proven.isEmpty()) {
            lock(proven).forEach(key -> end(key, whole));
        }
    }

    /** The ids of keys of which somebody has a secret, be it the right one still or not. */
    private Set<UUID> proven(Collection<ApiKey> whole) {
        if (whole.isEmpty()) {
            return Set.of();
        }
        return entities.createQuery(
                        "select k.id, k.digest, k.previousDigest from IssuedKey k where k.id in :ids", Object[].class)
                .setParameter("ids", whole.stream().map(ApiKey::id).collect(Collectors.toSet()))
                .getResultStream()
                .filter(row -> whole.stream()
                        .filter(key -> key.id().equals(row[0]))
                        .anyMatch(key -> matches(key, (byte[]) row[1]) || matches(key, (byte[]) row[2])))
                .map(row -> (UUID) row[0])
                .collect(Collectors.toSet());
    }

    private static boolean matches(ApiKey key, byte[] digest) {
        return digest != null && Digest.stored(digest).matches(key.digest());
    }

    /** In one order, so that nobody waits for somebody who waits for them. */
    private List<IssuedKey> lock(Set<UUID> ids) {
        return entities.createQuery("select k from IssuedKey k where k.id in :ids order by k.id", IssuedKey.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    private void end(IssuedKey key, Collection<ApiKey> whole) {
        Instant now = clock.instant();
        if (!KeyStatus.of(key, now).isAccepted()
                || whole.stream().noneMatch(it -> it.id().equals(key.id()) && key.hasSecret(it, now))) {
            return;
        }
        key.revoke(null, now);
        records.changed(key.id());
        audit.record(key.companyId(), new Deed("key.leaked", key.id(), key.name()));
        audit.record(key.companyId(), new Deed("key.revoked", key.id(), key.name()).with("by", "leak-report"));
        mail.leaked(key);
    }
}
