package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** The caller has asked for this too often of late. */
@ApplicationException(rollback = true)
public class TooOften extends RuntimeException {

    private final long retryAfter;

    /** @param retryAfter how many seconds to wait */
    public TooOften(long retryAfter) {
        super("This was asked for too often from your address. Try again in a while.");
        this.retryAfter = retryAfter;
    }

    /** How many seconds to wait. */
    public long retryAfter() {
        return retryAfter;
    }
}
