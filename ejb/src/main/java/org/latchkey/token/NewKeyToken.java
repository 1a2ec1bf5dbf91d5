package org.latchkey.token;

/**
 * A short-lived token that was just issued.
 *
 * @param value the JWT, which is not stored and can never be had again
 */
public record NewKeyToken(KeyToken token, String value) {

    /** The id only: the value is redacted. */
    @Override
    public String toString() {
        return token.id() + ":[redacted]";
    }
}
