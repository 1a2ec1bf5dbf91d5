package org.latchkey.audit;

import java.time.LocalDate;

/**
 * Which events somebody wants to see; null for what does not matter to them.
 *
 * @param key the id of a key, for what was done to it and with it; or a part of the name of what something was done to
 * @param person a part of the name of who did it
 * @param kind what was done
 * @param from the first day, in the company's time zone
 * @param to the last day
 */
public record ActivityFilter(String key, String person, String kind, LocalDate from, LocalDate to) {

    /** Everything. */
    public static final ActivityFilter NONE = new ActivityFilter(null, null, null, null, null);

    /** The most characters of a text; what is longer finds nothing that a shorter one would not. */
    public static final int LONGEST_TEXT = 254;

    // What the database can compare.
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9998, 12, 31);

    /** Takes an empty text for null, and the nearest day for one that no event can have. */
    public ActivityFilter {
        key = text(key);
        person = text(person);
        kind = text(kind);
        from = day(from);
        to = day(to);
    }

    private static String text(String value) {
        String text = value == null ? "" : value.strip();
        if (text.length() > LONGEST_TEXT) {
            text = text.substring(0, LONGEST_TEXT);
        }
        return text.isEmpty() ? null : text;
    }

    private static LocalDate day(LocalDate value) {
        if (value == null) {
            return null;
        }
        LocalDate day = value.isBefore(FIRST_DAY) ? FIRST_DAY : value;
        return day.isAfter(LAST_DAY) ? LAST_DAY : day;
    }
}
