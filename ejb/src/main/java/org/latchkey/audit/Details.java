package org.latchkey.audit;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;

/** The details of a deed as they are stored: a line for each. {@link Deed} sees to it that names and values fit. */
final class Details {

    private static final String SEPARATOR = ": ";

    private Details() {}

    static String text(Map<String, String> details) {
        return details.entrySet().stream()
                .map(detail -> detail.getKey() + SEPARATOR + detail.getValue())
                .collect(joining("\n"));
    }

    static Map<String, String> read(String text) {
        Map<String, String> details = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int end = line.indexOf(SEPARATOR);
            if (end > 0) {
                details.put(line.substring(0, end), line.substring(end + SEPARATOR.length()));
            }
        });
        return details;
    }
}
