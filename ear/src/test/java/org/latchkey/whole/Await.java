package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what the server does by itself within seconds. */
final class Await {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Await() {}

    /** Returns as soon as it is true; fails where it does not become so. */
    static void until(BooleanSupplier condition) {
        Instant end = Instant.now().plus(AT_MOST);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("what was awaited has not come").isBefore(end);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
