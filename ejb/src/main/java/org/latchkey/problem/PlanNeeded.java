package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** The company's plan does not have this; another one does. */
@ApplicationException(rollback = true)
public class PlanNeeded extends RuntimeException {

    private final String code;

    /**
     * Refuses.
     *
     * @param code a stable word, as {@code plan_without_tokens}
     * @param message a sentence that names the plans which have it
     */
    public PlanNeeded(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable word. */
    public String code() {
        return code;
    }
}
