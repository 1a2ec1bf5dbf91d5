package org.latchkey.webhook;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.latchkey.safe.SafeKey;

/** Where a secret of a webhook is kept, and for how long it signs. */
@Entity
class WebhookSecret {

    @Id
    private UUID id;

    private UUID webhookId;

    @Embedded
    private SafeKey safeKey;

    private Instant signsUntil;

    protected WebhookSecret() {}

    WebhookSecret(UUID id, UUID webhookId, SafeKey safeKey) {
        this.id = id;
        this.webhookId = webhookId;
        this.safeKey = safeKey;
    }

    UUID id() {
        return id;
    }

    UUID webhookId() {
        return webhookId;
    }

    SafeKey safeKey() {
        return safeKey;
    }

    /** Null for the current one. */
    Instant signsUntil() {
        return signsUntil;
    }

    void end(Instant at) {
        signsUntil = at;
    }
}
