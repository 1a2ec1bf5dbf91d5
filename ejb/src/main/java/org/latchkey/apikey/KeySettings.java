package org.latchkey.apikey;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.account.Permission;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;
import org.latchkey.realm.AddressRange;

/**
 * What can be changed of a key once it is made.
 *
 * @param notes up to {@value #LONGEST_NOTES} characters, possibly empty
 * @param permissions what the key asks for of its owner's permissions, at least one; null for all of them, now and later.
 *     View comes with change
 * @param allCompanies whether it acts in every company of its owner, or in its own only
 * @param addresses addresses and CIDR ranges from which it may be used, at most {@value #MOST_ADDRESSES}; empty for
 *     anywhere
 * @param requestsPerMinute 1 to {@value #MOST_REQUESTS}; null for what the company has set
 */
public record KeySettings(
        String notes,
        Set<Permission> permissions,
        boolean allCompanies,
        List<String> addresses,
        Integer requestsPerMinute) {

    /** The most characters of notes. */
    public static final int LONGEST_NOTES = 1000;

    /** The most addresses and ranges. */
    public static final int MOST_ADDRESSES = 50;

    /** The most requests a minute. */
    public static final int MOST_REQUESTS = 1_000_000;

    /** All that the owner may do in one company, from anywhere, as often as the company allows. */
    public static final KeySettings DEFAULT = new KeySettings("", null, false, List.of(), null);

    /** Takes null for empty, and one way of writing for several. */
    public KeySettings {
        notes = notes == null ? "" : notes.strip();
        permissions = permissions == null ? null : Permission.withViews(permissions);
        addresses = addresses == null
                ? List.of()
                : addresses.stream()
                        .map(KeySettings::canonical)
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList();
    }

    /** The same with other notes. */
    public KeySettings withNotes(String others) {
        return new KeySettings(others, permissions, allCompanies, addresses, requestsPerMinute);
    }

    /** The same with other permissions; null for all. */
    public KeySettings withPermissions(Set<Permission> others) {
        return new KeySettings(notes, others, allCompanies, addresses, requestsPerMinute);
    }

    /** What it allows, by name, as it is written down; notes are nobody's business but the key's. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(
                "permissions",
                permissions == null
                        ? "all"
                        : permissions.stream()
                                .sorted()
                                .map(Permission::toString)
                                .collect(Collectors.joining(" ")));
        words.put("allCompanies", String.valueOf(allCompanies));
        words.put("addresses", addresses.isEmpty() ? "none" : String.join(" ", addresses));
        words.put("requestsPerMinute", requestsPerMinute == null ? "none" : requestsPerMinute.toString());
        return words;
    }

    /** The rules that this breaks, whatever the company and its policy. */
    List<Violation> violations(Collection<String> resources) {
        List<Violation> violations = new ArrayList<>();
        if (Text.length(notes) > LONGEST_NOTES) {
            violations.add(new Violation("notes", "too-long"));
        } else if (notes.codePoints().anyMatch(c -> Text.isInvisible(c) && c != '\n' && c != '\r' && c != '\t')) {
            violations.add(new Violation("notes", "control-characters"));
        }
        if (permissions != null && permissions.isEmpty()) {
            violations.add(new Violation("permissions", "required"));
        } else if (permissions != null && !permissions.stream().allMatch(it -> resources.contains(it.resource()))) {
            violations.add(new Violation("permissions", "unknown"));
        }
        if (addresses.size() > MOST_ADDRESSES) {
            violations.add(new Violation("addresses", "too-many"));
        } else if (ranges().size() < addresses.size()) {
            violations.add(new Violation("addresses", "malformed"));
        }
        if (requestsPerMinute != null && (requestsPerMinute < 1 || requestsPerMinute > MOST_REQUESTS)) {
            violations.add(new Violation("requestsPerMinute", "out-of-range"));
        }
        return violations;
    }

    /**
     * The first limit by which a key of these settings would be freer than one of others, or empty; permissions are looked
     * at elsewhere.
     *
     * @param companysRequests the limit of keys without one of their own
     */
    Optional<Violation> freerThan(KeySettings others, int companysRequests) {
        if (permissions == null && others.permissions != null) {
            return Optional.of(new Violation("permissions", "beyond-own"));
        }
        if (allCompanies && !others.allCompanies) {
            return Optional.of(new Violation("allCompanies", "beyond-own"));
        }
        if (!others.addresses.isEmpty() && (addresses.isEmpty() || !others.containAll(ranges()))) {
            return Optional.of(new Violation("addresses", "beyond-own"));
        }
        if (requests(companysRequests) > others.requests(companysRequests)) {
            return Optional.of(new Violation("requestsPerMinute", "beyond-own"));
        }
        return Optional.empty();
    }

    private int requests(int companys) {
        return requestsPerMinute == null ? companys : requestsPerMinute;
    }

    private boolean containAll(List<AddressRange> others) {
        List<AddressRange> own = ranges();
        return others.stream().allMatch(other -> own.stream().anyMatch(range -> range.contains(other)));
    }

    private List<AddressRange> ranges() {
        return addresses.stream()
                .flatMap(address -> AddressRange.parse(address).stream())
                .toList();
    }

    private static String canonical(String address) {
        String stripped = address == null ? "" : address.strip();
        return AddressRange.parse(stripped).map(AddressRange::toString).orElse(stripped);
    }
}
