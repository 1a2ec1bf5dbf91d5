package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private static final RandomGenerator NEVER_LATER = () -> 0;

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT5M",
        "3, PT30M",
        "4, PT2H",
        "5, PT5H",
        "6, PT10H",
        "7, PT14H",
        "8, PT20H",
        "9, PT24H",
    })
    void pausesGrow(int attempts, Duration pause) {
        assertThat(BackOff.pause(attempts, null, NEVER_LATER)).hasValue(pause);
    }

    @Test
    void tenthAttemptIsTheLast() {
        assertThat(BackOff.pause(10, null, NEVER_LATER)).isEmpty();
        assertThat(BackOff.pause(10, Duration.ofHours(1), NEVER_LATER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT1S, PT5S", // sooner than we would
        "1, PT-1H, PT5S",
        "1, PT1M, PT1M",
        "3, PT1M, PT30M",
        "1, PT24H, PT24H",
        "1, P365D, PT24H",
    })
    void receiverMayAskForMorePatienceWithinLimits(int attempts, Duration asked, Duration pause) {
        assertThat(BackOff.pause(attempts, asked, NEVER_LATER)).hasValue(pause);
    }

    @Test
    void whatHasFailedAtOnceComesBackAtDifferentMoments() {
        Random random = new Random(1);
        Duration longest = Duration.ofSeconds(330);

        assertThat(random.doubles(100)
                        .mapToObj(it -> BackOff.pause(2, null, random).orElseThrow())
                        .distinct())
                .hasSizeGreaterThan(50)
                .allMatch(pause -> pause.compareTo(Duration.ofMinutes(5)) >= 0 && pause.compareTo(longest) <= 0);
    }

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT10S", "5, PT80S", "7, PT5M20S", "8, PT10M", "11, PT10M", "2147483647, PT10M"})
    void webhookThatFailsIsLeftAloneForLongerAndLonger(int failures, Duration rest) {
        assertThat(BackOff.rest(failures)).isEqualTo(rest);
    }
}
