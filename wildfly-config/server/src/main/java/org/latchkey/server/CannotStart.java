package org.latchkey.server;

/** Something that whoever started it can put right; the message is one line that says what. */
public final class CannotStart extends RuntimeException {

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
