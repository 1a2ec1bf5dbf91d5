package org.latchkey.problem;

import jakarta.resource.ResourceException;
import java.sql.SQLException;

/** Tells whether something failed because of the database, which is nobody's mistake and passes. */
public final class Outage {

    /** What the SQL standard calls a connection exception. */
    private static final String CONNECTION = "08";

    /** Of two transactions that wait for each other the database has ended this one. */
    private static final String DEADLOCK = "40001";

    /** It has waited for another one for too long; MariaDB has no SQL state of its own for that. */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private Outage() {}

    /** Whether this one is. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceException || (cause instanceof SQLException sql && passes(sql))) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(SQLException failure) {
        String state = failure.getSQLState();
        return failure.getErrorCode() == LOCK_WAIT_TIMEOUT
                || (state != null && (state.startsWith(CONNECTION) || state.equals(DEADLOCK)));
    }
}
