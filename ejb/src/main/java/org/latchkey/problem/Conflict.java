package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** What was asked for does not go with what the thing has become. */
@ApplicationException(rollback = true)
public class Conflict extends RuntimeException {

    /** The thing is another version of itself by now than the caller has seen. */
    public static final String CHANGED = "changed";

    private final String code;

    /**
     * Refuses.
     *
     * @param code a stable word, as {@code key_revoked}
     * @param message a sentence
     */
    public Conflict(String code, String message) {
        super(message);
        this.code = code;
    }

    /** That somebody has changed it since the caller looked. */
    public static Conflict changed() {
        return new Conflict(CHANGED, "Somebody has changed this since you looked at it.");
    }

    /** The stable word. */
    public String code() {
        return code;
    }
}
