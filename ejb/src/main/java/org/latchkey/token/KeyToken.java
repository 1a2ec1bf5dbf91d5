package org.latchkey.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A short-lived token of an API key, without its value.
 *
 * @param id its {@code jti}
 * @param name by which people recognise it; possibly empty
 * @param scopes what it may do of what its key may, sorted: {@code write} for all of it, {@code read}, or permissions
 * @param issuedAt when it was issued, with those of the same creation
 * @param expiresAt the first moment at which it is no longer accepted, in whole milliseconds
 * @param requestLimit how many requests may be made with it
 * @param remaining how many of them are left; 0 where it is used up
 */
public record KeyToken(
        UUID id,
        String name,
        List<String> scopes,
        Instant issuedAt,
        Instant expiresAt,
        int requestLimit,
        int remaining) {}
