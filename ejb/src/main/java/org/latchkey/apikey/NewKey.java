package org.latchkey.apikey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * What somebody wants a new key to be.
 *
 * @param name 1 to {@value Text#LONGEST_NAME} characters on one line; spaces around it do not count
 * @param expiresOn the last day on which the key works, today at the earliest; null for a key that never expires
 * @param settings the rest, which can be changed later; not null
 */
public record NewKey(String name, LocalDate expiresOn, KeySettings settings) {

    private static final int LONGEST_YEARS = 100;

    /** Takes null for an empty name. */
    public NewKey {
        name = name == null ? "" : name.strip();
    }

    /** The rules that this breaks, on this day. */
    List<Violation> violations(LocalDate today, Collection<String> resources) {
        List<Violation> violations = new ArrayList<>();
        Text.violation("name", name).ifPresent(violations::add);
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
}
