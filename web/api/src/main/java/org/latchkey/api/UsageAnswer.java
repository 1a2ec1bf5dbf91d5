package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.latchkey.apikey.KeyUsage;

/**
 * How a key was used of late; right to within 10 seconds. What is null is absent: the key was never used then.
 *
 * @param requests in the last 24 hours
 * @param addresses from how many addresses those came, as far as 100
 * @param previousRequests how often the secret before this one was used since it was replaced
 * @param previousAddresses from where, at most 100
 */
@JsonbPropertyOrder({
    "lastUsedAt",
    "lastAddress",
    "lastUserAgent",
    "requests",
    "addresses",
    "previousRequests",
    "previousAddresses"
})
public record UsageAnswer(
        Instant lastUsedAt,
        String lastAddress,
        String lastUserAgent,
        long requests,
        int addresses,
        long previousRequests,
        List<String> previousAddresses) {

    static UsageAnswer of(KeyUsage usage) {
        return new UsageAnswer(
                usage.lastUsedAt(),
                usage.lastAddress(),
                usage.lastUserAgent(),
                usage.requests(),
                usage.addresses(),
                usage.previousRequests(),
                usage.previousAddresses());
    }
}
