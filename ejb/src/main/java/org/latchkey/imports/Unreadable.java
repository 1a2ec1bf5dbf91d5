package org.latchkey.imports;

/** A file that cannot be read on. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final transient RowError error;

    Unreadable(RowError error) {
        super(error.code());
        this.error = error;
    }

    RowError error() {
        return error;
    }
}
