package org.latchkey.realm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * The keys by which requests come, which present the keys themselves or tokens of them: their records, and what is left of
 * their limits. Safe for use by several threads.
 */
final class KnownKeys {

    /** The name of their limit in answers. */
    private static final String LIMIT = "key";

    private final KeyLookup lookup;
    private final RecordCache<UUID, KeyRecord> cache = RecordCache.keys();
    private final RateLimits<UUID> limits = new RateLimits<>();

    KnownKeys(RealmSource source) {
        this.lookup = new KeyLookup(source);
    }

    /** @throws RealmUnavailableException where the database does not answer */
    Optional<KeyRecord> find(UUID id) throws RealmUnavailableException {
        return cache.find(id, lookup::find);
    }

    /** Takes a request from what a key has left in this minute, and tells the evidence; refused where none was left. */
    Optional<Refusal> take(KeyRecord key, CredentialEvidence presented) {
        RateLimits.Left left = limits.take(key.id(), key.requestsPerMinute());
        presented.left(LIMIT, left);
        return left.taken() ? Optional.empty() : Optional.of(Refusal.RATE_LIMIT);
    }

    /** Gives back what {@link #take} has taken, for a request that is not let in for another reason. */
    void giveBack(KeyRecord key, CredentialEvidence presented) {
        limits.giveBack(key.id());
        presented.left(LIMIT, null);
    }

    /** Ends the secret before the current one of a key. */
    void endPrevious(KeyRecord key, Instant now) throws RealmUnavailableException {
        boolean ended = lookup.endPrevious(key, now);
        cache.evict(key.id());
        if (ended) {
            KeyUses.shared().noteEndOfPrevious(key.id());
        }
    }
}
