package org.latchkey.apikey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.latchkey.problem.Invalid.Violation;

/**
 * What somebody wants a new key to be.
 *
 * @param name 1 to {@value #LONGEST_NAME} characters on one line; spaces around it do not count
 * @param expiresOn the last day on which the key works, today at the earliest; null for a key that never expires
 * @param settings the rest, which can be changed later; not null
 */
public record NewKey(String name, LocalDate expiresOn, KeySettings settings) {

    /** The most characters of a name. */
    public static final int LONGEST_NAME = 100;

    private static final int LONGEST_YEARS = 100;

    /** Takes null for an empty name. */
    public NewKey {
        name = name == null ? "" : name.strip();
    }

    /** The rules that this breaks, on this day. */
    List<Violation> violations(LocalDate today, Collection<String> resources) {
        List<Violation> violations = new ArrayList<>();
        if (name.isEmpty()) {
            violations.add(new Violation("name", "required"));
        } else if (length(name) > LONGEST_NAME) {
            violations.add(new Violation("name", "too-long"));
        } else if (name.codePoints().anyMatch(NewKey::invisible)) {
            violations.add(new Violation("name", "control-characters"));
        }
        if (expiresOn != null && expiresOn.isBefore(today)) {
            violations.add(new Violation("expiresOn", "past"));
        } else if (expiresOn != null && expiresOn.isAfter(today.plusYears(LONGEST_YEARS))) {
            violations.add(new Violation("expiresOn", "too-far"));
        }
        violations.addAll(settings.violations(resources));
        return violations;
    }

    /** The first moment at which the key is no longer accepted, or null: the day ends where the company is. */
    Instant expiresAt(ZoneId zone) {
        return expiresOn == null
                ? null
                : expiresOn.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** What people cannot see could make two names look alike, or a line read backwards. */
    static boolean invisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
