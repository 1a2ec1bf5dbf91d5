package org.latchkey.apikey;

import java.time.Duration;
import java.time.Instant;
import org.latchkey.realm.ApiKeyRealm;

/** Whether a key is accepted, and what is to be known of it. Of several that are true the last one here counts. */
public enum KeyStatus {
    /** Accepted. */
    ACTIVE,
    /** Accepted, for 14 more days at most. */
    EXPIRING,
    /** Accepted, and so is the secret that it had before. */
    ROTATING,
    /** Past its expiry. */
    EXPIRED,
    /** Revoked, which cannot be undone. */
    REVOKED;

    /** How long before its expiry a key is {@link #EXPIRING}. */
    public static final Duration SOON = ApiKeyRealm.EXPIRES_SOON;

    static KeyStatus of(IssuedKey key, Instant now) {
        if (key.revokedAt() != null) {
            return REVOKED;
        }
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            return EXPIRED;
        }
        if (key.previousUntil() != null && now.isBefore(key.previousUntil())) {
            return ROTATING;
        }
        return key.expiresAt() == null || now.isBefore(key.expiresAt().minus(SOON)) ? ACTIVE : EXPIRING;
    }

    /** Whether requests with the key are accepted. */
    public boolean isAccepted() {
        return this == ACTIVE || this == EXPIRING || this == ROTATING;
    }

    /** The same in JPQL, of the key {@code k}, with the parameters {@code now} and {@code soon}. */
    String condition() {
        String accepted = "k.revokedAt is null and (k.expiresAt is null or k.expiresAt > :now)";
        String rotating = "(k.previousUntil is not null and k.previousUntil > :now)";
        return switch (this) {
            case REVOKED -> "k.revokedAt is not null";
            case EXPIRED -> "k.revokedAt is null and k.expiresAt <= :now";
            case ROTATING -> accepted + " and " + rotating;
            case EXPIRING -> accepted + " and not " + rotating + " and k.expiresAt <= :soon";
            case ACTIVE -> accepted + " and not " + rotating + " and (k.expiresAt is null or k.expiresAt > :soon)";
        };
    }
}
