package org.latchkey.realm;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How keys were used, gathered in memory until somebody writes it down.
 *
 * <p>A request writes nothing to the database; the application drains this every few seconds and when it stops. Safe for
 * use by several threads.
 */
public final class KeyUses {

    /** Far more keys than are used between two drains; what comes beyond is not remembered rather than fill the memory. */
    private static final int MOST_KEYS = 100_000;

    private static final int MOST_ADDRESSES = 100;
    private static final int MOST_PERMISSIONS = 100;

    private static final KeyUses SHARED = new KeyUses();

    private final ConcurrentHashMap<UUID, Tally> tallies = new ConcurrentHashMap<>();

    KeyUses() {}

    /** The uses that this server has seen. */
    public static KeyUses shared() {
        return SHARED;
    }

    /** Notes a request by a key, or by a token of it. */
    void note(UUID key, Instant at, Sender sender, boolean previous) {
        change(key, tally -> {
            tally.requests++;
            tally.last(at, sender.address(), sender.userAgent());
            add(tally.addresses, sender.address(), MOST_ADDRESSES);
            if (previous) {
                tally.previousRequests++;
                add(tally.previousAddresses, sender.address(), MOST_ADDRESSES);
            }
        });
    }

    void noteEndOfPrevious(UUID key) {
        change(key, tally -> tally.endedPrevious = true);
    }

    /** Notes that a request needed a permission and had it, as {@code resource:action}. */
    public void notePermission(UUID key, String permission) {
        change(key, tally -> add(tally.permissions, permission, MOST_PERMISSIONS));
    }

    /** Takes what has gathered since the last drain. */
    public Map<UUID, KeyUse> drain() {
        Map<UUID, KeyUse> drained = new HashMap<>();
        for (UUID key : tallies.keySet()) {
            // A use noted meanwhile comes before or after, and is in this drain or the next.
            tallies.computeIfPresent(key, (id, tally) -> {
                drained.put(id, tally.toUse());
                return null;
            });
        }
        return drained;
    }

    /** Gives back what was drained and could not be written. */
    public void restore(Map<UUID, KeyUse> drained) {
        drained.forEach((key, use) -> change(key, tally -> tally.add(use)));
    }

    private void change(UUID key, Consumer<Tally> change) {
        if (tallies.size() < MOST_KEYS || tallies.containsKey(key)) {
            tallies.compute(key, (id, known) -> {
                Tally tally = known == null ? new Tally() : known;
                change.accept(tally);
                return tally;
            });
        }
    }

    private static void add(Set<String> set, String value, int most) {
        if (set.size() < most) {
            set.add(value);
        }
    }

    /** Touched inside the map's compute only. */
    private static final class Tally {
        private Instant lastAt;
        private String address;
        private String userAgent;
        private long requests;
        private final Set<String> addresses = new HashSet<>();
        private long previousRequests;
        private final Set<String> previousAddresses = new HashSet<>();
        private final Set<String> permissions = new HashSet<>();
        private boolean endedPrevious;

        private void last(Instant at, String from, String agent) {
            if (at != null && (lastAt == null || at.isAfter(lastAt))) {
                lastAt = at;
                address = from;
                userAgent = agent;
            }
        }

        private void add(KeyUse use) {
            last(use.lastAt(), use.address(), use.userAgent());
            requests += use.requests();
            use.addresses().forEach(from -> KeyUses.add(addresses, from, MOST_ADDRESSES));
            previousRequests += use.previousRequests();
            use.previousAddresses().forEach(from -> KeyUses.add(previousAddresses, from, MOST_ADDRESSES));
            use.permissions().forEach(permission -> KeyUses.add(permissions, permission, MOST_PERMISSIONS));
            endedPrevious |= use.endedPrevious();
        }

        private KeyUse toUse() {
            return new KeyUse(
                    lastAt,
                    address,
                    userAgent,
                    requests,
                    Set.copyOf(addresses),
                    previousRequests,
                    Set.copyOf(previousAddresses),
                    Set.copyOf(permissions),
                    endedPrevious);
        }
    }
}
