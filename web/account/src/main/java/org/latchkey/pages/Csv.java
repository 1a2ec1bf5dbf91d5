package org.latchkey.pages;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of comma-separated values, as RFC 4180 has them. */
final class Csv {

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    // A spreadsheet would calculate what begins so; names are typed by people.
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\t\r\n]");

    private Csv() {}

    static String line(List<String> values) {
        return values.stream().map(Csv::value).collect(joining(",", "", "\r\n"));
    }

    private static String value(String text) {
        String harmless = FORMULA.matcher(text).find() ? "'" + text : text;
        return NEEDS_QUOTES.matcher(harmless).find() ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
