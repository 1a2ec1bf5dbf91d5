package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final UUID key = UUID.randomUUID();

    private final RateLimits<UUID> limits = new RateLimits<>(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void limitIsExactAndComesBackWithTime() {
        for (int left = 2; left >= 0; left--) {
            RateLimits.Left rest = limits.take(key, 3);
            assertThat(rest.taken()).isTrue();
            assertThat(rest.remaining()).isEqualTo(left);
        }
        RateLimits.Left none = limits.take(key, 3);
        assertThat(none.taken()).isFalse();
        assertThat(none.retryAfter()).isEqualTo(20);
        assertThat(none.policy("key")).isEqualTo("\"key\";q=3;w=60");
        assertThat(none.rest("key")).isEqualTo("\"key\";r=0;t=60");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThat(limits.take(key, 3).taken()).isTrue();
        assertThat(limits.take(key, 3).taken()).isFalse();
    }

    @Test
    void ofSeveralAllAreTakenOrNone() {
        assertThat(limits.take(key, 3, 2).remaining()).isEqualTo(1);
        RateLimits.Left none = limits.take(key, 3, 3);
        assertThat(none.taken()).isFalse();
        assertThat(none.retryAfter()).isEqualTo(40);
        assertThat(limits.take(key, 3).taken()).isTrue();
    }

    @Test
    void whatIsGivenBackIsThereAgain() {
        assertThat(limits.take(key, 1).taken()).isTrue();
        limits.giveBack(key);
        assertThat(limits.take(key, 1).taken()).isTrue();
        assertThat(limits.take(key, 1).taken()).isFalse();
    }

    @Test
    void keysDoNotShareTheirLimits() {
        assertThat(limits.take(key, 1).taken()).isTrue();
        assertThat(limits.take(UUID.randomUUID(), 1).taken()).isTrue();
    }

    @Test
    void anotherLimitHoldsAtOnce() {
        limits.take(key, 1);
        assertThat(limits.take(key, 1).taken()).isFalse();
        assertThat(limits.take(key, 2).taken()).isTrue();
    }
}
