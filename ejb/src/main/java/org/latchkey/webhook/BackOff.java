package org.latchkey.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When what has failed is tried again, as Standard Webhooks recommends it. */
final class BackOff {

    /** The pauses after the first attempt and those that follow; after the last there is one more attempt. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** A receiver may ask for as much patience, and not for more. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;
    private static final double JITTER = 0.1;

    private BackOff() {}

    /**
     * How long to wait until the next attempt.
     *
     * @param attempts how many have failed, 1 or more
     * @param asked how long the receiver has asked to wait; null where it has not
     * @param random moves it back a little, so that not all that has failed at once comes back at once
     * @return empty where there is no next attempt
     */
    static Optional<Duration> pause(int attempts, Duration asked, RandomGenerator random) {
        if (attempts > PAUSES.size()) {
            return Optional.empty();
        }
        Duration pause = PAUSES.get(attempts - 1);
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        }
        return Optional.of(pause.plusMillis((long) (pause.toMillis() * JITTER * random.nextDouble())));
    }

    /**
     * For how long to leave a webhook alone, whatever else is waiting for it.
     *
     * @param failures how many attempts in a row have failed, whichever messages they were of; 1 or more
     */
    static Duration rest(int failures) {
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }
}
