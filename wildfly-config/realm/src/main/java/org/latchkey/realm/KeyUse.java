package org.latchkey.realm;

import java.time.Instant;
import java.util.Set;

/**
 * What one key did between two drains of {@link KeyUses}.
 *
 * @param lastAt when it was last used; null where nothing but permissions was noted
 * @param address from where that was
 * @param userAgent what called itself so, possibly empty
 * @param requests how many
 * @param addresses from where, as many as are remembered
 * @param previousRequests how many of the requests came with the secret before the current one
 * @param previousAddresses from where those came
 * @param permissions which were needed, as {@code resource:action}
 * @param endedPrevious whether the secret before the current one ended by this use
 */
public record KeyUse(
        Instant lastAt,
        String address,
        String userAgent,
        long requests,
        Set<String> addresses,
        long previousRequests,
        Set<String> previousAddresses,
        Set<String> permissions,
        boolean endedPrevious) {}
