package org.latchkey.token;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.latchkey.safe.Sealed;

/** A key that signs access tokens, or has signed some that may be alive. */
@Entity
@SuppressWarnings("UnusedVariable") // Times are only looked at in queries.
class SigningKey {

    @Id
    private UUID id;

    private String published;
    private String sealed;
    private byte[] sealKey;
    private Instant createdAt;
    private Instant retiredAt;

    protected SigningKey() {}

    SigningKey(UUID id, String published, Sealed sealed, Instant at) {
        this.id = id;
        this.published = published;
        this.sealed = sealed.jwe();
        this.sealKey = sealed.key();
        this.createdAt = at;
    }

    UUID id() {
        return id;
    }

    Sealed sealed() {
        return new Sealed(sealed, sealKey);
    }

    String published() {
        return published;
    }

    void retire(Instant at) {
        retiredAt = at;
    }
}
