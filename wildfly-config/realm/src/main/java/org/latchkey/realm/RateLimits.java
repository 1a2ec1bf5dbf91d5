package org.latchkey.realm;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests whoever makes them has left, on this server. A token bucket for each that has made any in the last
 * minute, as far as there are not too many; safe for use by several threads.
 *
 * @param <K> by what those who make requests are told apart, as the id of a key
 */
public final class RateLimits<K> {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_BUCKETS = 100_000;

    private final ConcurrentHashMap<K, Limited> buckets = new ConcurrentHashMap<>();
    private final TimeMeter time;

    /** Begins with nobody having made any. */
    public RateLimits() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(TimeMeter time) {
        this.time = time;
    }

    /** Takes one request from what somebody has left; a limit that has changed since begins anew. */
    public Left take(K who, int perMinute) {
        return take(who, perMinute, 1);
    }

    /** The same for several at once, of which either all are taken or none; from 1 to what is allowed in a minute. */
    public Left take(K who, int perMinute, int requests) {
        Limited limited = buckets.get(who);
        if (limited == null || limited.perMinute != perMinute) {
            makeRoom();
            limited = buckets.compute(
                    who,
                    (id, known) -> known == null || known.perMinute != perMinute
                            ? new Limited(perMinute, bucket(perMinute))
                            : known);
        }
        ConsumptionProbe probe = limited.bucket.tryConsumeAndReturnRemaining(requests);
        return new Left(
                perMinute,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill()));
    }

    /** Gives back a request that was taken and is not let in for another reason. */
    void giveBack(K who) {
        Limited limited = buckets.get(who);
        if (limited != null) {
            limited.bucket.addTokens(1);
        }
    }

    /** A full bucket is as good as none; where that frees nothing, one that is not goes. */
    private void makeRoom() {
        if (buckets.size() >= MOST_BUCKETS) {
            buckets.values().removeIf(limited -> limited.bucket.getAvailableTokens() >= limited.perMinute);
        }
        if (buckets.size() >= MOST_BUCKETS) {
            buckets.keySet().stream().findFirst().ifPresent(buckets::remove);
        }
    }

    private Bucket bucket(int perMinute) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                .build();
    }

    private static long seconds(long nanos) {
        return (nanos + 999_999_999) / 1_000_000_000;
    }

    private record Limited(int perMinute, Bucket bucket) {}

    /**
     * What is left of a limit, in the terms of the RateLimit header fields of the IETF.
     *
     * @param limit requests a minute
     * @param taken whether what was asked for was within it
     * @param remaining requests that could follow at once
     * @param reset seconds until all are there again
     * @param retryAfter seconds until as much is there; 0 where it was within the limit
     */
    public record Left(int limit, boolean taken, long remaining, long reset, long retryAfter) {

        /** The limit itself, as an item of {@code RateLimit-Policy}, under a name of letters. */
        public String policy(String name) {
            return '"' + name + "\";q=" + limit + ";w=" + WINDOW.toSeconds();
        }

        /** What is left, as an item of {@code RateLimit}, under the same name. */
        public String rest(String name) {
            return '"' + name + "\";r=" + remaining + ";t=" + reset;
        }
    }
}
