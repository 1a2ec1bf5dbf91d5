package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** There is no such thing, or none that the caller may know of: both are the same to them. */
@ApplicationException(rollback = true)
public class NotFound extends RuntimeException {

    /** @param kind what was looked for, as {@code key} or {@code company} */
    public NotFound(String kind) {
        super("There is no such " + kind + ".");
    }
}
