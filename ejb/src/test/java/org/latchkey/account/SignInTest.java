package org.latchkey.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void passwordCountsForAQuarterOfAnHour() {
        assertThat(SignIn.isRecent(NOW.minus(Duration.ofMinutes(15)).plusNanos(1), NOW))
                .isTrue();
        assertThat(SignIn.isRecent(NOW.minus(Duration.ofMinutes(15)), NOW)).isFalse();
    }
}
