package org.latchkey.problem;

import jakarta.ejb.ApplicationException;
import java.util.List;
import java.util.Map;

/** Some input is not valid; nothing was changed. */
@ApplicationException(rollback = true)
public class Invalid extends RuntimeException {

    private final transient List<Violation> violations;

    /** @param violations at least one */
    public Invalid(List<Violation> violations) {
        super(violations.toString());
        this.violations = List.copyOf(violations);
    }

    /**
     * Refuses what breaks a rule.
     *
     * @throws Invalid where there is any violation
     */
    public static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    /** Every rule that was broken, in the order of the fields. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * One broken rule.
     *
     * @param field the name of the field, as {@code name}
     * @param code a stable word for the rule, as {@code too-long}
     */
    public record Violation(String field, String code) {

        private static final Map<String, String> REASONS = Map.ofEntries(
                Map.entry("required", "This is needed."),
                Map.entry("malformed", "This does not have the form that it should."),
                Map.entry("unknown", "There is no such thing."),
                Map.entry("too-long", "This is too long."),
                Map.entry("too-many", "These are too many."),
                Map.entry("control-characters", "This holds characters that nobody can see."),
                Map.entry("past", "This day is over."),
                Map.entry("too-far", "This day is too far away."),
                Map.entry("taken", "Another one of the company has this already."),
                Map.entry("too-precise", "This has more digits behind the point than are kept."),
                Map.entry("too-complex", "This has too many parts."),
                Map.entry("too-slow", "This takes too long. Ask for less."),
                Map.entry("out-of-range", "This number is too small or too large."),
                Map.entry("beyond-own", "The key that asks for this is more limited itself."),
                Map.entry("beyond-policy", "The company does not allow this."),
                Map.entry("too-many-keys", "The owner has as many keys as the company allows."),
                Map.entry("one-needed", "At least one of expiresIn, count and requestLimit is needed."),
                Map.entry("never-delegated", "No token may do this."),
                Map.entry("immutable", "This cannot be changed."),
                Map.entry("not-csv", "This is no CSV file."),
                Map.entry("encoding", "This is not in the encoding that the file should have."),
                Map.entry("empty", "There is nothing in this file."),
                Map.entry(
                        "malformed-csv",
                        "From here on this is no CSV: a quote is not closed or not doubled, or the line or a field is too long."),
                Map.entry("columns", "This line has another number of columns than the first."),
                Map.entry("unknown-column", "No field has this name. Use a mapper to pass over columns."),
                Map.entry("missing-column", "The column for this field is missing."),
                Map.entry("twice", "Two columns are for this field."),
                Map.entry("default", "The mapper's default for this field is no value of it."),
                Map.entry("alone", "This can be changed only by itself, in a request of its own."));

        /** A sentence about the rule, for people who read English. */
        public String reason() {
            return reason(code);
        }

        /** The sentence about a rule by its code alone. */
        public static String reason(String code) {
            return REASONS.getOrDefault(code, "This is not valid.");
        }
    }
}
