package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** The caller has asked for this too often of late. */
@ApplicationException(rollback = true)
public class TooOften extends RuntimeException {

    private final String code;
    private final long retryAfter;

    /** @param retryAfter how many seconds to wait */
    public TooOften(long retryAfter) {
        this(
                "rate_limit_exceeded",
                "This was asked for too often from your address. Try again in a while.",
                retryAfter);
    }

    /**
     * Refuses by a limit of its own.
     *
     * @param code a stable word
     * @param message a sentence
     * @param retryAfter how many seconds to wait
     */
    public TooOften(String code, String message, long retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The stable word. */
    public String code() {
        return code;
    }

    /** How many seconds to wait. */
    public long retryAfter() {
        return retryAfter;
    }
}
