package org.latchkey.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What was done to something. Nothing in it is ever a secret.
 *
 * @param kind one of {@link #KINDS}
 * @param subjectId what it was done to, as a key; null where that has no such id
 * @param subject its name at that time; null where it has none, as a company's policy
 * @param details more about it: a value for each name, in this order, possibly none; long values are cut
 */
public record Deed(String kind, UUID subjectId, String subject, Map<String, String> details) {

    /** What may be done, as people choose it from a list. */
    public static final List<String> KINDS = List.of(
            "key.created",
            "key.edited",
            "key.regenerated",
            "key.rotation-ended",
            "key.revoked",
            "key.deleted",
            "key.handed-over",
            "key.leaked",
            "key.announced",
            "key.unused",
            "policy.changed",
            "company.plan-changed",
            "member.role-changed",
            "member.removed",
            "member.disabled",
            "member.enabled",
            "service-account.created",
            "developer.registered",
            "developer.changed",
            "client.created",
            "client.edited",
            "client.regenerated",
            "client.rotation-ended",
            "client.disabled",
            "client.enabled",
            "client.deleted",
            "plugin.registered",
            "plugin.rotated",
            "plugin.rotation-ended",
            "plugin.disabled",
            "plugin.enabled",
            "plugin.deleted",
            "consent.granted",
            "consent.withdrawn",
            "token.reused",
            "token.created",
            "token.revoked",
            "mapper.created",
            "mapper.edited",
            "mapper.deleted",
            "import.finished",
            "import.failed",
            "webhook.created",
            "webhook.edited",
            "webhook.rotated",
            "webhook.rotation-ended",
            "webhook.resent",
            "webhook.disabled",
            "webhook.enabled",
            "webhook.deleted");

    private static final int LONGEST_SUBJECT = 254;
    private static final int LONGEST_VALUE = 2_500;
    private static final int MOST_DETAILS = 20;
    private static final Pattern KIND = Pattern.compile("[a-z-]{1,24}\\.[a-z-]{1,24}");
    private static final Pattern DETAIL = Pattern.compile("[a-z][a-zA-Z0-9-]{0,39}");

    /**
     * Takes null for no details.
     *
     * @throws IllegalArgumentException where the kind or the name of a detail has not the shape of a name, or there are
     *     more than {@value #MOST_DETAILS} details
     */
    public Deed {
        require(KIND, kind);
        subject = subject == null ? null : shown(subject, LONGEST_SUBJECT);
        Map<String, String> cut = new LinkedHashMap<>();
        if (details != null) {
            details.forEach((name, value) -> {
                require(DETAIL, name);
                cut.put(name, shown(value, LONGEST_VALUE));
            });
        }
        if (cut.size() > MOST_DETAILS) {
            throw new IllegalArgumentException("more than " + MOST_DETAILS + " details of " + kind);
        }
        details = Collections.unmodifiableMap(cut);
    }

    /** Without details. */
    public Deed(String kind, UUID subjectId, String subject) {
        this(kind, subjectId, subject, Map.of());
    }

    /** The same with one detail more; a value of null is none. */
    public Deed with(String detail, String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(details);
        more.put(detail, value);
        return new Deed(kind, subjectId, subject, more);
    }

    /** The same with a detail more for each value that is another one than before. */
    public Deed withChanges(Map<String, String> before, Map<String, String> after) {
        Deed changed = this;
        for (Map.Entry<String, String> is : after.entrySet()) {
            if (!is.getValue().equals(before.get(is.getKey()))) {
                changed = changed.with(is.getKey(), is.getValue());
            }
        }
        return changed;
    }

    private static void require(Pattern shape, String name) {
        if (!shape.matcher(name).matches()) {
            throw new IllegalArgumentException("no name: " + name);
        }
    }

    /** On one line, without half characters, and not too long: what is stored comes back to the letter. */
    private static String shown(String value, int longest) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().limit(longest).map(Deed::shown).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static int shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> '?';
            default -> codePoint;
        };
    }
}
