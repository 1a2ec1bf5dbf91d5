package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** The caller signed in too long ago for this, and has to prove the password again. */
@ApplicationException(rollback = true)
public class PasswordNeeded extends RuntimeException {

    /** Says so. */
    public PasswordNeeded() {
        super("This needs the password again.");
    }
}
