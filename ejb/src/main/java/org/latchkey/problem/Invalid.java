package org.latchkey.problem;

import jakarta.ejb.ApplicationException;
import java.util.List;

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
    public record Violation(String field, String code) {}
}
