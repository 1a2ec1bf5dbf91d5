package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
@Schema(
        name = "Usage",
        requiredProperties = {"requests", "addresses", "previousRequests", "previousAddresses"})
public record UsageAnswer(
        @Schema(description = "Absent where it was never used, as the next two.")
        Instant lastUsedAt,

        @Schema(description = "From where that was.", examples = "10.1.2.3")
        String lastAddress,

        @Schema(description = "What called itself so.", examples = "curl/8.14.1")
        String lastUserAgent,

        @Schema(description = "Requests in the last 24 hours.", examples = "1440")
        long requests,

        @Schema(description = "From how many addresses those came, as far as 100.", examples = "2")
        int addresses,

        @Schema(description = "How often the secret before this one was used since it was replaced.", examples = "0")
        long previousRequests,

        @Schema(description = "From where, at most 100.", examples = "[]")
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
