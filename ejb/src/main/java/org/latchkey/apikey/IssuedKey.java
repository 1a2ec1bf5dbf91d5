package org.latchkey.apikey;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.OptimisticLock;
import org.latchkey.account.Permission;
import org.latchkey.credential.ApiKey;
import org.latchkey.credential.Digest;

/** A key as it is stored: everything but its secret. */
@Entity
@Table(name = "api_key")
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
class IssuedKey {

    @Id
    private UUID id;

    @Version
    private int version;

    private long companyId;
    private long ownerId;
    private String name;
    private String notes;
    private String hint;
    private byte[] digest;
    private int secretVersion = 1;
    private byte[] previousDigest;
    private Instant previousUntil;
    private boolean previousUntilUsed;
    private boolean allPermissions;

    // Those of a page of keys at once.
    @ElementCollection
    @BatchSize(size = 100)
    @CollectionTable(name = "api_key_permission", joinColumns = @JoinColumn(name = "key_id"))
    private Set<Permission> permissions = new HashSet<>();

    private boolean allCompanies;
    private String addresses;
    private Integer requestsPerMinute;
    private Instant createdAt;
    private Instant expiresAt;

    @Column(insertable = false, updatable = false)
    private Instant expiresOrder;

    private Instant revokedAt;
    private Long revokedBy;

    // No change that anybody has made: whoever is about to change the key is not told that somebody else has.
    @OptimisticLock(excluded = true)
    private Integer announcedDays;

    @OptimisticLock(excluded = true)
    private Instant unusedWarnedAt;

    // Written by LastUses alone: a key that is being changed keeps what was noted meanwhile.
    @Column(insertable = false, updatable = false)
    private Instant lastUsedAt;

    @Column(insertable = false, updatable = false)
    private String lastAddress;

    @Column(insertable = false, updatable = false)
    private String lastUserAgent;

    @Column(insertable = false, updatable = false)
    private String recentUse;

    protected IssuedKey() {}

    IssuedKey(ApiKey key, long companyId, long ownerId, NewKey wanted, Instant createdAt, Instant expiresAt) {
        this.id = key.id();
        this.companyId = companyId;
        this.ownerId = ownerId;
        this.name = wanted.name();
        this.hint = key.hint();
        this.digest = key.digest().toBytes();
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        change(wanted.settings());
    }

    UUID id() {
        return id;
    }

    /** Counts the changes; another one means that somebody has changed it since. */
    int version() {
        return version;
    }

    long companyId() {
        return companyId;
    }

    long ownerId() {
        return ownerId;
    }

    String name() {
        return name;
    }

    String hint() {
        return hint;
    }

    KeySettings settings() {
        return new KeySettings(
                notes,
                allPermissions ? null : permissions,
                allCompanies,
                addresses.isEmpty()
                        ? List.of()
                        : Stream.of(addresses.split(",", -1)).toList(),
                requestsPerMinute);
    }

    void change(KeySettings settings) {
        notes = settings.notes();
        allPermissions = settings.permissions() == null;
        Set<Permission> asked = allPermissions ? Set.of() : settings.permissions();
        permissions.retainAll(asked);
        permissions.addAll(asked);
        allCompanies = settings.allCompanies();
        addresses = String.join(",", settings.addresses());
        requestsPerMinute = settings.requestsPerMinute();
    }

    /** Replaces the secret; the old one is accepted until a moment, or until the new one is used where that comes first. */
    void regenerate(ApiKey another, Instant previousEnds, boolean previousEndsWhenUsed) {
        previousDigest = digest;
        previousUntil = previousEnds;
        previousUntilUsed = previousEndsWhenUsed;
        digest = another.digest().toBytes();
        hint = another.hint();
        secretVersion++;
    }

    /** Whether a secret is its own now: the current one, or the one before it for as long as that lives on. */
    boolean hasSecret(ApiKey presented, Instant now) {
        boolean current = Digest.stored(digest).matches(presented.digest());
        boolean previous =
                previousDigest != null && Digest.stored(previousDigest).matches(presented.digest());
        return current || (previous && isPreviousAlive(now));
    }

    /** Whether a secret is its own now, by which of its secrets it is ({@link #secretVersion}). */
    boolean hasSecret(int version, Instant now) {
        return version == secretVersion || (version == secretVersion - 1 && isPreviousAlive(now));
    }

    /** Whether the secret before this one lives on. */
    boolean isPreviousAlive(Instant now) {
        return previousUntil != null && now.isBefore(previousUntil);
    }

    /** Ends the secret before this one; false where it has ended before, or there is none. */
    boolean endPrevious(Instant now) {
        if (!isPreviousAlive(now)) {
            return false;
        }
        previousUntil = now;
        return true;
    }

    /** Another owner; the key no longer goes where its maker belonged. */
    void handTo(long userId) {
        ownerId = userId;
        allCompanies = false;
        // Whoever owns it now has not been told.
        announcedDays = null;
        unusedWarnedAt = null;
    }

    int secretVersion() {
        return secretVersion;
    }

    Instant previousUntil() {
        return previousUntil;
    }

    boolean previousUntilUsed() {
        return previousUntilUsed;
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

    String lastAddress() {
        return lastAddress;
    }

    String lastUserAgent() {
        return lastUserAgent;
    }

    RecentUse recentUse() {
        return RecentUse.parse(recentUse);
    }

    Instant revokedAt() {
        return revokedAt;
    }

    Long revokedBy() {
        return revokedBy;
    }

    /**
     * Revokes it. A revoked key stays as it is: the first revocation counts.
     *
     * @param userId who does it; null where Latchkey does it by itself
     */
    boolean revoke(Long userId, Instant at) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = at;
        revokedBy = userId;
        return true;
    }

    /** How many days ahead its expiry was last announced; null where it was not. */
    Integer announcedDays() {
        return announcedDays;
    }

    void announced(int days) {
        announcedDays = days;
    }

    /** When its owner was told that it is about to be revoked unused; null where they were not. */
    Instant unusedWarnedAt() {
        return unusedWarnedAt;
    }

    void warnedUnused(Instant at) {
        unusedWarnedAt = at;
    }
}
