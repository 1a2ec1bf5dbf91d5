package org.latchkey.token;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.latchkey.safe.SafeKey;

/** A key that signs access tokens, or has signed some that may be alive. */
@Entity
@SuppressWarnings("UnusedVariable") // When it was retired is only looked at in queries.
class SigningKey {

    @Id
    private UUID id;

    private String published;

    @Embedded
    private SafeKey safeKey;

    private Instant createdAt;
    private Instant retiredAt;

    protected SigningKey() {}

    SigningKey(UUID id, String published, SafeKey safeKey, Instant at) {
        this.id = id;
        this.published = published;
        this.safeKey = safeKey;
        this.createdAt = at;
    }

    UUID id() {
        return id;
    }

    /** Null where it is retired. */
    SafeKey safeKey() {
        return safeKey;
    }

    String published() {
        return published;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** It signs no more, and has nothing to sign with. */
    void retire(Instant at) {
        retiredAt = at;
        safeKey = null;
    }
}
