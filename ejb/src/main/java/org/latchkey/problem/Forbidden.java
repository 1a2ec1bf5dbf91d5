package org.latchkey.problem;

import jakarta.ejb.ApplicationException;

/** The caller is known and lacks a permission. */
@ApplicationException(rollback = true)
public class Forbidden extends RuntimeException {

    private final String permission;

    /** @param permission the missing one, as {@code api-access:change} */
    public Forbidden(String permission) {
        super("This needs the permission " + permission + ".");
        this.permission = permission;
    }

    /** The missing permission, as {@code api-access:change}. */
    public String permission() {
        return permission;
    }
}
