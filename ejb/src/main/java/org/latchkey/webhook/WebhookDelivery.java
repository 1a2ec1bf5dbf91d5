package org.latchkey.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** A message to a webhook, and how its last attempt went. */
@Entity
class WebhookDelivery {

    /** Comes before whatever waits. */
    private static final Instant AT_ONCE = Instant.EPOCH;

    @Id
    private UUID id;

    private UUID webhookId;
    private EventType type;
    private String body;
    private Instant createdAt;

    @Enumerated(EnumType.STRING)
    private DeliveryStatus status;

    private Instant dueAt;
    private int attempts;
    private Instant attemptedAt;
    private Integer millis;
    private Integer answer;
    private String answerBody;

    @Enumerated(EnumType.STRING)
    private DeliveryProblem problem;

    protected WebhookDelivery() {}

    WebhookDelivery(UUID webhookId, EventType type, String body, Instant now) {
        this.id = UUID.randomUUID();
        this.webhookId = webhookId;
        this.type = type;
        this.body = body;
        this.createdAt = now;
        this.status = DeliveryStatus.WAITING;
        this.dueAt = now;
    }

    UUID id() {
        return id;
    }

    /** As receivers have it: the same for every attempt. */
    static String message(UUID id) {
        return "msg_" + id;
    }

    UUID webhookId() {
        return webhookId;
    }

    EventType type() {
        return type;
    }

    String body() {
        return body;
    }

    Instant createdAt() {
        return createdAt;
    }

    int attempts() {
        return attempts;
    }

    Instant dueAt() {
        return dueAt;
    }

    void tried(Answer last, Instant at) {
        attemptedAt = at;
        millis = last.millis();
        answer = last.status();
        answerBody = last.body();
        problem = last.problem();
    }

    void delivered() {
        end(DeliveryStatus.DELIVERED);
    }

    void failed() {
        end(DeliveryStatus.FAILED);
    }

    private void end(DeliveryStatus with) {
        status = with;
        dueAt = null;
    }

    void waitUntil(Instant at) {
        dueAt = at;
    }

    /** From the beginning, whatever has become of it, and before others: somebody waits for it. */
    void sendAtOnce() {
        status = DeliveryStatus.WAITING;
        attempts = 0;
        dueAt = AT_ONCE;
    }

    LoggedDelivery shown() {
        return new LoggedDelivery(
                id,
                message(id),
                type,
                body,
                createdAt,
                status,
                attempts,
                AT_ONCE.equals(dueAt) ? null : dueAt,
                attemptedAt,
                millis,
                answer,
                answerBody,
                problem);
    }
}
