package org.latchkey.token;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What a user has granted to an application in a company. */
@Entity
class Consent {

    @Id
    private UUID id;

    private UUID clientId;
    private long userId;
    private long companyId;
    private String scopes;
    private Instant grantedAt;

    // Written in batches, past the entity.
    @Column(insertable = false, updatable = false)
    private Instant lastUsedAt;

    protected Consent() {}

    Consent(UUID clientId, long userId, long companyId, Set<String> scopes, Instant at) {
        this.id = UUID.randomUUID();
        this.clientId = clientId;
        this.userId = userId;
        this.companyId = companyId;
        this.scopes = "";
        grant(scopes, Set.of(), at);
    }

    /** Grants these, and keeps of those granted before what the client still registers. */
    final void grant(Set<String> more, Set<String> registered, Instant at) {
        Set<String> all = new TreeSet<>(scopes());
        all.retainAll(registered);
        all.addAll(more);
        scopes = String.join(" ", all);
        grantedAt = at;
    }

    UUID id() {
        return id;
    }

    UUID clientId() {
        return clientId;
    }

    long userId() {
        return userId;
    }

    long companyId() {
        return companyId;
    }

    Set<String> scopes() {
        return Set.of(scopes.split(" ", -1));
    }

    Instant grantedAt() {
        return grantedAt;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }
}
