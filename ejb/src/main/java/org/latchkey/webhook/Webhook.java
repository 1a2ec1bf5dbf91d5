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
    }

    int failures() {
        return failures;
    }

    /** How many attempts in a row have failed with this one. */
    int failed() {
        failures++;
        return failures;
    }

    void received() {
        failures = 0;
    }
}
