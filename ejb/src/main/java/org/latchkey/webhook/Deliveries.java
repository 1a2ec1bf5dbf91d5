package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.safe.CannotOpen;
import org.latchkey.safe.SafeStore;

/**
 * The messages that wait, in the database: hands each of them to one server at a time, and keeps what came of it. Several servers
 * may take of them at once.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class Deliveries {

    /** What the secrets of webhooks are in the {@link SafeStore}. */
    static final String KIND = "webhook secret";

    /** For how long messages are kept. */
    static final Duration KEPT = Duration.ofDays(30);

    /** The most messages of a webhook that are kept once nothing more happens to them. */
    static final int MOST_KEPT = 1000;

    /** The most messages that may wait for a webhook. */
    static final int MOST_WAITING = 10_000;

    /** The most that may wait for a receiver that takes all it gets, and takes its time. */
    static final int MOST_BEHIND = 100_000;

    /** Longer than an attempt takes at worst, so that no other server takes the same message meanwhile. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** So many rows at once that nobody waits for them for long. */
    private static final int ROWS = 1000;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SafeStore safe;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /** The webhooks for which something may be sent now, but for those; the one that has waited longest comes first. */
    List<Due> due(List<UUID> butFor, int most) {
        return entities.createQuery("""
                        select d.webhookId, w.companyId from WebhookDelivery d join Webhook w on w.id = d.webhookId
                        where d.dueAt <= :now and w.disabledAt is null and (w.restsUntil is null or w.restsUntil <= :now)
                        and (:all = true or d.webhookId not in :butFor)
                        group by d.webhookId, w.companyId order by min(d.dueAt), d.webhookId
                        """, Object[].class)
                .setParameter("now", clock.instant())
                .setParameter("all", butFor.isEmpty())
                .setParameter("butFor", butFor)
                .setMaxResults(most)
                .getResultStream()
                .map(row -> new Due((UUID) row[0], (Long) row[1]))
                .toList();
    }

    /** Takes the message to a webhook that may be sent first; empty where there is none, or another server was faster. */
    @Transactional(value = TxType.REQUIRES_NEW, dontRollbackOn = CannotOpen.class)
    Optional<Attempt> take(UUID webhookId) {
        Instant now = clock.instant();
        Webhook webhook = entities.find(Webhook.class, webhookId);
        if (webhook == null || !webhook.isServed(now)) {
            return Optional.empty();
        }
        return entities.createQuery("""
                        select d from WebhookDelivery d where d.webhookId = :webhook and d.dueAt <= :now
                        order by d.dueAt, d.createdAt, d.id
                        """, WebhookDelivery.class)
                .setParameter("webhook", webhookId)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(delivery -> lease(delivery, now))
                .map(delivery -> new Attempt(
                        delivery.id(),
                        webhookId,
                        delivery.attempts() + 1,
                        webhook.url(),
                        delivery.body(),
                        secrets(webhookId, now)));
    }

    private boolean lease(WebhookDelivery delivery, Instant now) {
        return entities.createQuery("""
                                update WebhookDelivery d set d.attempts = d.attempts + 1, d.dueAt = :until
                                where d.id = :id and d.attempts = :seen and d.dueAt <= :now
                                """)
                        .setParameter("until", now.plus(LEASE))
                        .setParameter("id", delivery.id())
                        .setParameter("seen", delivery.attempts())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** The current one first. */
    private List<SigningSecret> secrets(UUID webhookId, Instant now) {
        return entities.createQuery("""
                        select s from WebhookSecret s
                        where s.webhookId = :webhook and (s.signsUntil is null or s.signsUntil > :now)
                        order by case when s.signsUntil is null then 0 else 1 end, s.signsUntil desc
                        """, WebhookSecret.class)
                .setParameter("webhook", webhookId)
                .setParameter("now", now)
                .getResultStream()
                .flatMap(secret -> open(secret).stream())
                .toList();
    }

    private Optional<SigningSecret> open(WebhookSecret secret) {
        try {
            return Optional.of(SigningSecret.parse(safe.open(KIND, secret.id().toString(), secret.safeKey())));
        } catch (CannotOpen e) {
            return Optional.empty();
        }
    }

    /** Keeps how an attempt went, and when the next one comes. Where the message was changed meanwhile, that stays. */
    @ActivateRequestContext
    void tried(Attempt attempt, Answer answer) {
        Instant now = clock.instant();
        // First this and then its messages, as everybody does who changes both.
        Webhook webhook = entities.find(Webhook.class, attempt.webhook(), LockModeType.PESSIMISTIC_WRITE);
        WebhookDelivery delivery = webhook == null
                ? null
                : entities.find(WebhookDelivery.class, attempt.delivery(), LockModeType.PESSIMISTIC_WRITE);
        if (delivery == null || delivery.attempts() != attempt.number()) {
            return;
        }
        delivery.tried(answer, now);
        if (answer.isReceived()) {
            delivery.delivered();
            webhook.received(now);
        } else if (delivery.dueAt() != null) {
            failed(webhook, delivery, answer, now);
        }
    }

    private void failed(Webhook webhook, WebhookDelivery delivery, Answer answer, Instant now) {
        Optional<Duration> pause = BackOff.pause(delivery.attempts(), answer.retryAfter(), random);
        webhook.failed(now);
        if (!answer.isGone() && pause.isPresent()) {
            delivery.waitUntil(now.plus(pause.get()));
            return;
        }
        delivery.failed();
        if (answer.isGone()) {
            disable(webhook, DisabledBecause.GONE);
        } else if (!webhook.hasReceivedSince(delivery.createdAt())) {
            // A receiver that takes others has something against this message alone.
            disable(webhook, DisabledBecause.FAILED);
        }
    }

    /** Sends nothing more to a webhook that the caller has locked. */
    private void disable(Webhook webhook, DisabledBecause because) {
        webhook.disable(clock.instant(), because);
        cancel(webhook.id());
        audit.record(
                webhook.companyId(),
                new Deed("webhook.disabled", webhook.id(), webhook.name())
                        .with("because", because.name().toLowerCase(Locale.ROOT)));
    }

    /** Lets no message wait for a webhook any more. */
    @Transactional(TxType.MANDATORY)
    void cancel(UUID webhookId) {
        entities.createQuery("""
                        update WebhookDelivery d set d.status = :cancelled, d.dueAt = null
                        where d.webhookId = :webhook and d.dueAt is not null
                        """)
                .setParameter("cancelled", DeliveryStatus.CANCELLED)
                .setParameter("webhook", webhookId)
                .executeUpdate();
    }

    /** The webhooks for which more is waiting than may. */
    List<UUID> overfull() {
        return entities.createQuery("""
                        select d.webhookId from WebhookDelivery d where d.dueAt is not null
                        group by d.webhookId having count(d) > :most
                        """, UUID.class)
                .setParameter("most", (long) MOST_WAITING)
                .getResultList();
    }

    /** Disables a webhook whose receiver fails, or has fallen too far behind. */
    @ActivateRequestContext
    void giveUp(UUID webhookId) {
        Webhook webhook = entities.find(Webhook.class, webhookId, LockModeType.PESSIMISTIC_WRITE);
        if (webhook != null && !webhook.isDisabled() && (webhook.failures() > 0 || isTooFarBehind(webhookId))) {
            disable(webhook, DisabledBecause.BACKLOG);
        }
    }

    private boolean isTooFarBehind(UUID webhookId) {
        return entities.createQuery("""
                                select count(d) from WebhookDelivery d
                                where d.webhookId = :webhook and d.dueAt is not null
                                """, Long.class)
                        .setParameter("webhook", webhookId)
                        .getSingleResult()
                > MOST_BEHIND;
    }

    /** Webhooks in the order of their ids, from behind that one on; not all at once. */
    List<UUID> webhooks(UUID after) {
        return entities.createQuery("select w.id from Webhook w where w.id > :after order by w.id", UUID.class)
                .setParameter("after", after)
                .setMaxResults(ROWS)
                .getResultList();
    }

    /**
     * Removes some of the messages of a webhook that are too old, or of which there are too many.
     *
     * @return whether there may be more
     */
    boolean prune(UUID webhookId) {
        Instant before = clock.instant().minus(KEPT);
        Instant oldest = entities.createQuery("""
                        select d.createdAt from WebhookDelivery d where d.webhookId = :webhook
                        order by d.createdAt desc, d.id desc
                        """, Instant.class)
                .setParameter("webhook", webhookId)
                .setFirstResult(MOST_KEPT)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .filter(before::isBefore)
                .orElse(before);
        return entities.createNativeQuery("""
                        DELETE FROM webhook_delivery
                        WHERE webhook_id = :webhook AND created_at <= :oldest AND due_at IS NULL
                        ORDER BY created_at LIMIT 1000
                        """)
                        .setParameter("webhook", webhookId)
                        .setParameter("oldest", oldest)
                        .executeUpdate()
                == ROWS;
    }

    /** Removes the secrets that sign no longer. */
    void forgetOldSecrets() {
        List<WebhookSecret> old = entities.createQuery(
                        "select s from WebhookSecret s where s.signsUntil <= :now", WebhookSecret.class)
                .setParameter("now", clock.instant())
                .setMaxResults(ROWS)
                .getResultList();
        old.forEach(entities::remove);
        entities.flush();
        old.forEach(secret -> safe.remove(secret.safeKey()));
    }

    /** A webhook for which something may be sent, and whose it is. */
    record Due(UUID webhook, long company) {}
}
