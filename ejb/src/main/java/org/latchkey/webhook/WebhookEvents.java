package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes what happens, for the webhooks that are subscribed to it: they are told if the caller's transaction commits. What
 * whoever is told may know needs no permission here.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class WebhookEvents {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    /**
     * Tells the webhooks of a company; there must be a transaction. Where none is subscribed, nothing happens.
     *
     * @param data about what happened: texts, whole numbers, truth values and lists of them, by name; never a secret, and a few
     *     kilobytes at most
     */
    void publish(long companyId, EventType type, Map<String, ?> data) {
        List<UUID> subscribed = entities.createQuery("""
                        select w.id from Webhook w join w.events e
                        where w.companyId = :company and e = :type and w.disabledAt is null
                        """, UUID.class)
                .setParameter("company", companyId)
                .setParameter("type", type)
                .getResultList();
        if (!subscribed.isEmpty()) {
            Instant now = now();
            String body = Payload.of(type, now, data);
            subscribed.forEach(webhook -> entities.persist(new WebhookDelivery(webhook, type, body, now)));
        }
    }

    /** Tells one webhook something that it needs no subscription for. */
    WebhookDelivery tell(Webhook webhook, EventType type, Map<String, ?> data) {
        Instant now = now();
        WebhookDelivery delivery = new WebhookDelivery(webhook.id(), type, Payload.of(type, now, data), now);
        entities.persist(delivery);
        return delivery;
    }

    /** The moment, as the database keeps it. */
    @Transactional(TxType.SUPPORTS)
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
