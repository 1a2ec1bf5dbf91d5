package org.latchkey.pages;

import java.time.Duration;
import java.time.Instant;

/**
 * How long ago something was, or how long it takes from now, as people say it.
 *
 * @param unit {@code now}, {@code minutes}, {@code hours}, {@code days}, {@code months} or {@code years}
 * @param count of whole units
 */
record Ago(String unit, long count) {

    private static final int DAYS_A_MONTH = 30;
    private static final int DAYS_A_YEAR = 365;

    /** The largest unit that fits; clocks of two servers differ, so the future counts as now. */
    static Ago between(Instant then, Instant now) {
        Duration passed = Duration.between(then, now);
        if (passed.toDays() >= DAYS_A_YEAR) {
            return new Ago("years", passed.toDays() / DAYS_A_YEAR);
        }
        if (passed.toDays() >= DAYS_A_MONTH) {
            return new Ago("months", passed.toDays() / DAYS_A_MONTH);
        }
        if (passed.toDays() >= 1) {
            return new Ago("days", passed.toDays());
        }
        if (passed.toHours() >= 1) {
            return new Ago("hours", passed.toHours());
        }
        return passed.toMinutes() >= 1 ? new Ago("minutes", passed.toMinutes()) : new Ago("now", 0);
    }
}
