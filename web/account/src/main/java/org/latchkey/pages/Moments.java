package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Writes times and days in the user's language. */
@Named
@RequestScoped
public class Moments {

    @Inject
    private Clock clock;

    @Inject
    private Preferences preferences;

    @Inject
    private Words words;

    /** As {@code 3 days ago}. */
    public String ago(Instant then) {
        Ago ago = Ago.between(then, clock.instant());
        return words.of("ago." + ago.unit(), ago.count());
    }

    /** As {@code in 3 days}. */
    public String ahead(Instant then) {
        Ago ahead = Ago.between(clock.instant(), then);
        return words.of("ahead." + ahead.unit(), ahead.count());
    }

    /** As {@code 21 Nov 2026, 14:03:12 WET}. */
    public String exact(Instant then, ZoneId zone) {
        String moment = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                .withLocale(preferences.getLocale())
                .format(then.atZone(zone));
        return moment + " "
                + DateTimeFormatter.ofPattern("zzz", preferences.getLocale()).format(then.atZone(zone));
    }

    /** As {@code 21 Nov 2026}. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(preferences.getLocale())
                .format(day);
    }

    /**
     * As {@code 14 days}: in the largest unit of which it is a whole number.
     *
     * @param time as {@code PT336H}
     */
    public String lasting(String time) {
        Duration duration = Duration.parse(time);
        if (duration.toSeconds() % Duration.ofDays(1).toSeconds() == 0) {
            return words.of("lasting.days", duration.toDays());
        }
        return duration.toSeconds() % Duration.ofHours(1).toSeconds() == 0
                ? words.of("lasting.hours", duration.toHours())
                : words.of("lasting.minutes", duration.toMinutes());
    }
}
