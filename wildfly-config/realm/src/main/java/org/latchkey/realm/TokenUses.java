package org.latchkey.realm;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When consents were last used, by any of their access tokens, gathered in memory until somebody writes it down.
 *
 * <p>A request writes nothing to the database. Safe for use by several threads.
 */
public final class TokenUses {

    /** Far more than are used between two drains; what comes beyond is not remembered rather than fill the memory. */
    private static final int MOST = 100_000;

    private static final TokenUses SHARED = new TokenUses();

    private final ConcurrentHashMap<UUID, Instant> uses = new ConcurrentHashMap<>();

    TokenUses() {}

    /** The uses that this server has seen. */
    public static TokenUses shared() {
        return SHARED;
    }

    void note(UUID consent, Instant at) {
        if (uses.size() < MOST || uses.containsKey(consent)) {
            uses.merge(consent, at, (known, use) -> use.isAfter(known) ? use : known);
        }
    }

    /** Takes what has gathered since the last drain: the last use of each consent, by its id. */
    public Map<UUID, Instant> drain() {
        Map<UUID, Instant> drained = new HashMap<>();
        for (UUID consent : uses.keySet()) {
            // A use noted meanwhile comes before or after, and is in this drain or the next.
            Instant at = uses.remove(consent);
            if (at != null) {
                drained.put(consent, at);
            }
        }
        return drained;
    }

    /** Gives back what was drained and could not be written. */
    public void restore(Map<UUID, Instant> drained) {
        drained.forEach(this::note);
    }
}
