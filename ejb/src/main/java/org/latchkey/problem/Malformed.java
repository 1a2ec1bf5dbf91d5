package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** What was sent is not written as it has to be, so that nobody knows what it asks for. */
@ApplicationException(rollback = true)
public class Malformed extends RuntimeException {

    private final String code;
    private final String field;

    /**
     * Refuses.
     *
     * @param code a stable word, as {@code malformed_json}
     * @param field where the mistake is; null where that is the whole of it
     * @param message a sentence
     */
    public Malformed(String code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    /** The stable word. */
    public String code() {
        return code;
    }

    /** Where the mistake is; null where that is the whole of it. */
    public String field() {
        return field;
    }
}
