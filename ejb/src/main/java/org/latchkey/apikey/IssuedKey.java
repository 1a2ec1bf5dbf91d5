package org.latchkey.apikey;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.latchkey.credential.ApiKey;

/** A key as it is stored: everything but its secret. */
@Entity
@Table(name = "api_key")
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
class IssuedKey {

    @Id
    private UUID id;

    private long companyId;
    private long ownerId;
    private String name;
    private String notes;
    private String hint;
    private byte[] digest;
    private Instant createdAt;
    private Instant expiresAt;
    private Instant revokedAt;
    private Long revokedBy;
    // Written by LastUses alone: a key that is being revoked keeps what was noted meanwhile.
    @Column(insertable = false, updatable = false)
    private Instant lastUsedAt;

    protected IssuedKey() {}

    IssuedKey(
            ApiKey key, long companyId, long ownerId, String name, String notes, Instant createdAt, Instant expiresAt) {
        this.id = key.id();
        this.companyId = companyId;
        this.ownerId = ownerId;
        this.name = name;
        this.notes = notes;
        this.hint = key.hint();
        this.digest = key.digest().toBytes();
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    UUID id() {
        return id;
    }

    long companyId() {
        return companyId;
    }

    String name() {
        return name;
    }

    String notes() {
        return notes;
    }

    String hint() {
        return hint;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    Instant revokedAt() {
        return revokedAt;
    }

    /** A revoked key stays as it is: the first revocation counts. */
    boolean revoke(long userId, Instant at) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = at;
        revokedBy = userId;
        return true;
    }
}
