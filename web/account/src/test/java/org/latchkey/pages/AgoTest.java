package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, now, 0",
        "PT59S, now, 0",
        "PT1M, minutes, 1",
        "PT59M59S, minutes, 59",
        "PT1H, hours, 1",
        "PT23H59M, hours, 23",
        "P1D, days, 1",
        "P29D, days, 29",
        "P30D, months, 1",
        "P364D, months, 12",
        "P365D, years, 1",
        "P800D, years, 2"
    })
    void timePassedIsSaidInTheLargestUnitThatFits(Duration passed, String unit, long count) {
        assertThat(Ago.between(NOW.minus(passed), NOW)).isEqualTo(new Ago(unit, count));
    }

    @Test
    void clockThatRunsAheadSaysNow() {
        assertThat(Ago.between(NOW.plusSeconds(90), NOW)).isEqualTo(new Ago("now", 0));
    }
}
