package org.latchkey.imports;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/** What stands between two columns. */
public enum Separator {
    /** Whatever stands most often in the first line. */
    AUTO('\0'),
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t'),
    PIPE('|');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    /** The character in a file that begins so. */
    char in(String beginning) {
        return this == AUTO ? mostOften(beginning).character : character;
    }

    private static Separator mostOften(String beginning) {
        Map<Separator, Integer> counts = new EnumMap<>(Separator.class);
        boolean quoted = false;
        for (int i = 0; i < beginning.length(); i++) {
            char each = beginning.charAt(i);
            if (each == '"') {
                quoted = !quoted;
            } else if (!quoted && (each == '\n' || each == '\r')) {
                if (!counts.isEmpty()) {
                    break;
                }
            } else if (!quoted) {
                Arrays.stream(values())
                        .filter(it -> it != AUTO && it.character == each)
                        .forEach(it -> counts.merge(it, 1, Integer::sum));
            }
        }
        // Of equally many, the first of this list.
        return counts.entrySet().stream()
                .max(Map.Entry.<Separator, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(COMMA);
    }
}
