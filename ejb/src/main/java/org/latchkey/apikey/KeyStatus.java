package org.latchkey.apikey;

import java.time.Instant;

/** Whether a key is accepted, and if not, why. */
public enum KeyStatus {
    /** Accepted. */
    ACTIVE,
    /** Past its expiry. */
    EXPIRED,
    /** Revoked, which cannot be undone. */
    REVOKED;

    static KeyStatus of(IssuedKey key, Instant now) {
        if (key.revokedAt() != null) {
            return REVOKED;
        }
        return key.expiresAt() == null || now.isBefore(key.expiresAt()) ? ACTIVE : EXPIRED;
    }
}
