package org.latchkey.plugin;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.latchkey.safe.SafeKey;

/** What a plugin has beside its client: where its secret is kept, and when it was started. */
@Entity
class Plugin {

    @Id
    private UUID clientId;

    @Embedded
    private SafeKey safeKey;

    private Instant startedAt;

    protected Plugin() {}

    Plugin(UUID clientId, SafeKey safeKey) {
        this.clientId = clientId;
        this.safeKey = safeKey;
    }

    SafeKey safeKey() {
        return safeKey;
    }

    void keep(SafeKey next) {
        safeKey = next;
    }

    Instant startedAt() {
        return startedAt;
    }

    void start(Instant at) {
        startedAt = at;
    }
}
