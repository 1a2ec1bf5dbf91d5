package org.latchkey.safe;

/** The server's credential store does not give the pepper that is needed; the message tells the operator in one line. */
public final class NoPepper extends RuntimeException {

    NoPepper(String message) {
        super(message);
    }

    NoPepper(String message, Throwable cause) {
        super(message, cause);
    }
}
