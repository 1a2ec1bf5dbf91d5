package org.latchkey.realm;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were last used, gathered in memory until somebody writes it down.
 *
 * <p>A request writes nothing to the database; the application drains this every few seconds and when it stops. Safe for
 * use by several threads.
 */
public final class KeyUses {

    /** Far more keys than are used between two drains; what comes beyond is not remembered rather than fill the memory. */
    private static final int MOST_KEYS = 100_000;

    private static final KeyUses SHARED = new KeyUses();

    private final ConcurrentHashMap<UUID, Instant> lastUses = new ConcurrentHashMap<>();

    KeyUses() {}

    /** The uses that this server has seen. */
    public static KeyUses shared() {
        return SHARED;
    }

    void note(UUID key, Instant at) {
        if (lastUses.size() < MOST_KEYS || lastUses.containsKey(key)) {
            lastUses.merge(key, at, KeyUses::later);
        }
    }

    /** Takes what has gathered: the last use of each key since the last drain. */
    public Map<UUID, Instant> drain() {
        Map<UUID, Instant> drained = new HashMap<>();
        lastUses.forEach((key, at) -> {
            // A use noted between these two lines changes the value and stays for the next drain.
            if (lastUses.remove(key, at)) {
                drained.put(key, at);
            }
        });
        return drained;
    }

    /** Gives back what was drained and could not be written. */
    public void restore(Map<UUID, Instant> drained) {
        drained.forEach(this::note);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
