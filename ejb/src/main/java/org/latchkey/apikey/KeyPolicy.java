package org.latchkey.apikey;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.latchkey.problem.Invalid.Violation;

/**
 * What a company demands of its API keys.
 *
 * @param longestDays the most days from making a key to its expiry, 1 to {@value #MOST_DAYS}; null for any, or none
 * @param expiryRequired whether a key has to expire; where there are most days it has to anyway
 * @param addressesRequired whether a key has to say from where it may be used
 * @param mostPerOwner the most keys of one owner that are accepted, 1 to {@value #MOST_KEYS}; null for any number
 * @param unusedDays after how many days without use a key is revoked by itself, {@value #FEWEST_UNUSED_DAYS} to
 *     {@value #MOST_DAYS}; null for never
 * @param requestsPerMinute for keys that have no limit of their own, 1 to {@value KeySettings#MOST_REQUESTS}
 */
public record KeyPolicy(
        Integer longestDays,
        boolean expiryRequired,
        boolean addressesRequired,
        Integer mostPerOwner,
        Integer unusedDays,
        int requestsPerMinute)
        implements Serializable {

    /** The most days that can be demanded: ten years. */
    public static final int MOST_DAYS = 3653;

    /** The most keys of one owner that can be demanded. */
    public static final int MOST_KEYS = 10_000;

    /** How many days before it is revoked the owner of an unused key is warned. */
    public static final int WARNING_DAYS = 7;

    /** The fewest days of no use: a week more than the warning. */
    public static final int FEWEST_UNUSED_DAYS = 14;

    /** The rules of a policy itself that this breaks. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        range(violations, "longestDays", longestDays, 1, MOST_DAYS);
        range(violations, "mostPerOwner", mostPerOwner, 1, MOST_KEYS);
        range(violations, "unusedDays", unusedDays, FEWEST_UNUSED_DAYS, MOST_DAYS);
        range(violations, "requestsPerMinute", requestsPerMinute, 1, KeySettings.MOST_REQUESTS);
        return violations;
    }

    private static void range(List<Violation> violations, String field, Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            violations.add(new Violation(field, "out-of-range"));
        }
    }

    /** Its fields by name, as they are written down; where there is no limit, {@code none}. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("longestDays", word(longestDays));
        words.put("expiryRequired", word(expiryRequired));
        words.put("addressesRequired", word(addressesRequired));
        words.put("mostPerOwner", word(mostPerOwner));
        words.put("unusedDays", word(unusedDays));
        words.put("requestsPerMinute", word(requestsPerMinute));
        return words;
    }

    private static String word(Object value) {
        return Objects.toString(value, "none");
    }

    /** Whether a key has to expire. */
    public boolean demandsExpiry() {
        return expiryRequired || longestDays != null;
    }

    /** The expiry to propose on a day: a year ahead, or as far as is allowed. */
    public LocalDate proposedExpiry(LocalDate today) {
        LocalDate inAYear = today.plusYears(1);
        LocalDate last = longestDays == null ? inAYear : today.plusDays(longestDays);
        return last.isBefore(inAYear) ? last : inAYear;
    }

    /** What a new key breaks of it, on this day. */
    List<Violation> violationsOf(NewKey wanted, LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        if (wanted.expiresOn() == null && demandsExpiry()) {
            violations.add(new Violation("expiresOn", "required"));
        } else if (longestDays != null && wanted.expiresOn().isAfter(today.plusDays(longestDays))) {
            violations.add(new Violation("expiresOn", "beyond-policy"));
        }
        violations.addAll(violationsOf(wanted.settings()));
        return violations;
    }

    /** What settings break of it. */
    List<Violation> violationsOf(KeySettings settings) {
        return addressesRequired && settings.addresses().isEmpty()
                ? List.of(new Violation("addresses", "required"))
                : List.of();
    }
}
