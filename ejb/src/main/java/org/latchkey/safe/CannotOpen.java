package org.latchkey.safe;

/**
 * A sealed secret cannot be opened: it is not there, was sealed by another pepper, as something else or for another row, or has
 * been changed. The message says why, and nothing of the secret.
 */
public final class CannotOpen extends IllegalStateException {

    CannotOpen(String message) {
        super(message);
    }

    CannotOpen(String message, Throwable cause) {
        super(message, cause);
    }
}
