package org.latchkey.oauth;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** An authorization request that a client has sent by itself (RFC 9126). */
@Entity
class PushedRequest {

    @Id
    private byte[] digest;

    private UUID clientId;
    private String parameters;
    private Instant expiresAt;

    protected PushedRequest() {}

    PushedRequest(byte[] digest, UUID clientId, String parameters, Instant expiresAt) {
        this.digest = digest;
        this.clientId = clientId;
        this.parameters = parameters;
        this.expiresAt = expiresAt;
    }

    UUID clientId() {
        return clientId;
    }

    String parameters() {
        return parameters;
    }

    boolean isAlive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
