package org.latchkey.apikey;

import java.time.Duration;

/** How long the old secret of a regenerated key lives on. */
public enum Overlap {
    /** Not at all: it is refused at once. */
    NONE(Duration.ZERO),
    /** One hour. */
    HOUR(Duration.ofHours(1)),
    /** 24 hours. */
    DAY(Duration.ofHours(24)),
    /** Seven days. */
    WEEK(Duration.ofDays(7));

    private final Duration duration;

    Overlap(Duration duration) {
        this.duration = duration;
    }

    /** How long. */
    public Duration duration() {
        return duration;
    }
}
