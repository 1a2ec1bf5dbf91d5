package org.latchkey.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.latchkey.audit.ActivityFilter;
import org.latchkey.audit.Deed;

/**
 * Which events an address asks for, as it stands there; the page and the export have the same parameters.
 *
 * @param key a key's id, or a part of a name; like the others never null, possibly empty
 * @param person a part of a person's name
 * @param kind one of {@link Deed#KINDS}; another one does not matter
 * @param from the first day, as {@code 2026-11-21}
 * @param to the last day
 */
public record ActivityQuery(String key, String person, String kind, String from, String to) {

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** @param parameter the value of a parameter, null where it is not there */
    static ActivityQuery of(UnaryOperator<String> parameter) {
        String kind = value(parameter.apply("kind"));
        return new ActivityQuery(
                value(parameter.apply("key")),
                value(parameter.apply("person")),
                Deed.KINDS.contains(kind) ? kind : "",
                value(parameter.apply("from")),
                value(parameter.apply("to")));
    }

    private static String value(String given) {
        String value = given == null ? "" : given.strip();
        return value.length() > ActivityFilter.LONGEST_TEXT ? value.substring(0, ActivityFilter.LONGEST_TEXT) : value;
    }

    /** What the service understands of it; a day that is none does not matter. */
    ActivityFilter filter() {
        return new ActivityFilter(key, person, kind, day(from), day(to));
    }

    /** Whether it asks for anything less than everything. */
    public boolean isSet() {
        return !filter().equals(ActivityFilter.NONE);
    }

    public boolean isFromMalformed() {
        return !from.isEmpty() && day(from) == null;
    }

    public boolean isToMalformed() {
        return !to.isEmpty() && day(to) == null;
    }

    /** Whether the last day is before the first, so that nothing can be found. */
    public boolean isReversed() {
        return day(from) != null && day(to) != null && day(to).isBefore(day(from));
    }

    /** To be appended to an address: empty, or beginning with an ampersand. */
    public String getParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("key", key);
        parameters.put("person", person);
        parameters.put("kind", kind);
        parameters.put("from", from);
        parameters.put("to", to);
        StringBuilder address = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                address.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8));
            }
        });
        return address.toString();
    }

    private static LocalDate day(String value) {
        try {
            return DAY.matcher(value).matches() ? LocalDate.parse(value) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
