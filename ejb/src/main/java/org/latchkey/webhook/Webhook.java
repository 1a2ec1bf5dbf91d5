package org.latchkey.webhook;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Where a company has messages sent, and which. Whoever changes one has locked it. */
@Entity
class Webhook {

    @Id
    private UUID id;

    private int version;
    private long companyId;
    private String name;
    private String url;

    @ElementCollection
    @CollectionTable(name = "webhook_event", joinColumns = @JoinColumn(name = "webhook_id"))
    @Column(name = "type")
    private Set<EventType> events = new HashSet<>();

    private Instant createdAt;
    private Instant disabledAt;

    @Enumerated(EnumType.STRING)
    private DisabledBecause disabledBecause;

    private int failures;
    private Instant restsUntil;
    private Instant receivedAt;

    protected Webhook() {}

    Webhook(long companyId, WebhookSettings settings, Instant at) {
        this.id = UUID.randomUUID();
        this.companyId = companyId;
        this.createdAt = at;
        change(settings);
    }

    UUID id() {
        return id;
    }

    int version() {
        return version;
    }

    long companyId() {
        return companyId;
    }

    String name() {
        return name;
    }

    String url() {
        return url;
    }

    Instant createdAt() {
        return createdAt;
    }

    WebhookSettings settings() {
        return new WebhookSettings(name, url, events);
    }

    final void change(WebhookSettings settings) {
        name = settings.name();
        url = settings.url();
        events.retainAll(settings.events());
        events.addAll(settings.events());
        version++;
    }

    /** Somebody has changed something of it that is in other rows. */
    void touch() {
        version++;
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    /** Null while it is in use. */
    DisabledBecause disabledBecause() {
        return disabledBecause;
    }

    Instant disabledAt() {
        return disabledAt;
    }

    void disable(Instant at, DisabledBecause because) {
        disabledAt = at;
        disabledBecause = because;
    }

    void enable() {
        disabledAt = null;
        disabledBecause = null;
        failures = 0;
        restsUntil = null;
    }

    int failures() {
        return failures;
    }

    /** An attempt has failed: its receiver has trouble enough with one. */
    void failed(Instant now) {
        failures++;
        restsUntil = now.plus(BackOff.rest(failures));
    }

    void received(Instant now) {
        failures = 0;
        restsUntil = null;
        receivedAt = now;
    }

    boolean hasReceivedSince(Instant at) {
        return receivedAt != null && !receivedAt.isBefore(at);
    }

    /** Something is sent to it at once, whatever has failed before. */
    void wake() {
        restsUntil = null;
    }

    /** Whether something may be sent to it now. */
    boolean isServed(Instant now) {
        return disabledAt == null && (restsUntil == null || !restsUntil.isAfter(now));
    }
}
