package org.latchkey.oauth;

import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLIntegrityConstraintViolationException;

/** Tells whether something failed because what it was about went away or changed meanwhile, as a deleted client. */
public final class Race {

    private Race() {}

    /** Whether this is why; whoever asks again gets the answer to what there is then. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLIntegrityConstraintViolationException
                    || cause instanceof OptimisticLockException
                    || cause instanceof EntityNotFoundException) {
                return true;
            }
        }
        return false;
    }
}
