package org.latchkey.apikey;

import java.time.Instant;
import java.util.List;

/**
 * How a key was used of late; right to within 10 seconds.
 *
 * @param lastUsedAt null where it never was
 * @param lastAddress from where that was; null where it never was
 * @param lastUserAgent what called itself so, at most 200 characters, possibly empty; null where it never was
 * @param requests in the last 24 hours
 * @param addresses from how many addresses those came, as far as 100
 * @param previousRequests how often the secret before this one was used since it was replaced
 * @param previousAddresses from where, at most 100
 */
public record KeyUsage(
        Instant lastUsedAt,
        String lastAddress,
        String lastUserAgent,
        long requests,
        int addresses,
        long previousRequests,
        List<String> previousAddresses) {}
