package org.latchkey.webhook;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.CompanyLock;
import org.latchkey.account.Permission;
import org.latchkey.apikey.Overlap;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;
import org.latchkey.problem.Unique;
import org.latchkey.safe.SafeKey;
import org.latchkey.safe.SafeStore;

/**
 * Makes, changes and ends webhooks, and shows what was sent to them. People only: neither a key nor a token gets at a secret.
 *
 * <p>Everybody with {@code company:view} sees the webhooks of a company, of their addresses the origin; changing one, and having something sent, needs {@code
 * company:change}. Every method throws {@link NotFound} for a company that the caller does not belong to and for its webhooks,
 * and {@link Forbidden} where they belong to it and may not do this; those that show a secret throw {@link PasswordNeeded} to
 * somebody who signed in too long ago. Where a method takes a version it throws {@link Conflict} if the webhook has another one
 * by now; null is any.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Webhooks {

    /** The most webhooks of a company. */
    public static final int MOST = 20;

    /** The most messages that are shown at once. */
    public static final int MOST_ROWS = 100;

    private static final Violation NAME_TAKEN = new Violation("name", "taken");
    private static final String DISABLED = "webhook_disabled";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private CompanyLock lock;

    @Inject
    private Access access;

    @Inject
    private Receivers receivers;

    @Inject
    private Deliveries deliveries;

    @Inject
    private WebhookEvents events;

    @Inject
    private SafeStore safe;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /** The webhooks of a company, the newest first; at most {@value #MOST}. */
    public List<RegisteredWebhook> list(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_VIEW);
        List<Webhook> webhooks = entities.createQuery("""
                        select distinct w from Webhook w left join fetch w.events
                        where w.companyId = :company order by w.createdAt desc, w.id desc
                        """, Webhook.class)
                .setParameter("company", companyId)
                .getResultList();
        Map<UUID, WebhookSecret> previous = previous(webhooks);
        return webhooks.stream()
                .map(webhook -> shown(webhook, previous.get(webhook.id()), company))
                .toList();
    }

    /** One webhook. */
    public RegisteredWebhook get(UUID id) {
        Webhook webhook = entities.find(Webhook.class, id);
        CompanyAccess company = company(webhook);
        access.require(company, Permission.COMPANY_VIEW);
        return shown(webhook, previous(List.of(webhook)).get(id), company);
    }

    private static RegisteredWebhook shown(Webhook webhook, WebhookSecret previous, CompanyAccess company) {
        boolean changeable = company.allows(Permission.COMPANY_CHANGE);
        return new RegisteredWebhook(
                webhook.id(),
                webhook.version(),
                webhook.companyId(),
                changeable ? webhook.settings() : webhook.settings().withoutPath(),
                webhook.createdAt(),
                previous == null ? null : previous.signsUntil(),
                webhook.disabledAt(),
                webhook.disabledBecause(),
                webhook.failures(),
                changeable);
    }

    /** The secrets that sign beside the current ones, by webhook. */
    private Map<UUID, WebhookSecret> previous(List<Webhook> webhooks) {
        return entities.createQuery("""
                        select s from WebhookSecret s where s.webhookId in :webhooks and s.signsUntil > :now
                        """, WebhookSecret.class)
                .setParameter("webhooks", webhooks.stream().map(Webhook::id).toList())
                .setParameter("now", clock.instant())
                .getResultStream()
                .collect(Collectors.toMap(WebhookSecret::webhookId, Function.identity()));
    }

    /**
     * Makes a webhook, which is told of what happens from now on.
     *
     * @return with its secret, which can never be had again
     * @throws Invalid where a field breaks a rule of {@link WebhookSettings}, the name is {@code taken}, or the company has
     *     {@value #MOST} webhooks ({@code too-many-webhooks})
     */
    public NewWebhook create(long companyId, WebhookSettings settings) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        access.requireRecentProof();
        List<Violation> violations = new ArrayList<>(roomViolations(companyId));
        violations.addAll(settings.violations(receivers.addresses()));
        Invalid.refuse(violations);
        Webhook webhook = new Webhook(companyId, settings, events.now());
        entities.persist(webhook);
        Unique.flush(entities, NAME_TAKEN);
        String secret = addSecret(webhook);
        record(webhook, deed(webhook, "created").withChanges(Map.of("name", webhook.name()), settings.words()));
        return new NewWebhook(webhook.id(), secret);
    }

    /** Of two who make one at once the second waits, and counts the first's. */
    private List<Violation> roomViolations(long companyId) {
        lock.take(companyId);
        long webhooks = entities.createQuery("select count(w) from Webhook w where w.companyId = :company", Long.class)
                .setParameter("company", companyId)
                .getSingleResult();
        return webhooks < MOST ? List.of() : List.of(new Violation("name", "too-many-webhooks"));
    }

    private String addSecret(Webhook webhook) {
        SigningSecret secret = SigningSecret.issue(random);
        UUID id = UUID.randomUUID();
        SafeKey key = safe.put(Deliveries.KIND, id.toString(), secret.reveal());
        entities.persist(new WebhookSecret(id, webhook.id(), key));
        return secret.reveal();
    }

    /**
     * Changes what was set of a webhook; messages that wait go to the new address.
     *
     * @throws Invalid where a field breaks a rule of {@link WebhookSettings}, or the name is {@code taken}
     */
    public void edit(UUID id, Integer version, WebhookSettings settings) {
        Webhook webhook = changeable(id, version);
        Invalid.refuse(settings.violations(receivers.addresses()));
        WebhookSettings before = webhook.settings();
        if (settings.equals(before)) {
            return;
        }
        webhook.change(settings);
        record(
                webhook,
                deed(webhook, "edited")
                        .withChanges(before.words(), settings.words())
                        .with("path", settings.hasOtherPath(before) ? "changed" : null));
        Unique.flush(entities, NAME_TAKEN);
    }

    /**
     * Gives a webhook another secret.
     *
     * @param overlap for how long the old one signs too; the one before that ends in any case
     * @return the secret, which can never be had again
     */
    public String rotate(UUID id, Integer version, Overlap overlap) {
        Webhook webhook = changeable(id, version);
        access.requireRecentProof();
        for (WebhookSecret secret : secrets(id)) {
            if (secret.signsUntil() == null && overlap != Overlap.NONE) {
                secret.end(events.now().plus(overlap.duration()));
            } else {
                forget(secret);
            }
        }
        webhook.touch();
        String secret = addSecret(webhook);
        record(webhook, deed(webhook, "rotated").with("overlap", overlap.name().toLowerCase(Locale.ROOT)));
        return secret;
    }

    /** Signs no longer by the secret before the current one. Where it has ended before, nothing changes. */
    public void endPrevious(UUID id) {
        Webhook webhook = changeable(id, null);
        Instant now = clock.instant();
        for (WebhookSecret secret : secrets(id)) {
            if (secret.signsUntil() != null) {
                boolean signed = secret.signsUntil().isAfter(now);
                forget(secret);
                if (signed) {
                    webhook.touch();
                    record(webhook, deed(webhook, "rotation-ended"));
                }
            }
        }
    }

    private List<WebhookSecret> secrets(UUID webhook) {
        return entities.createQuery("select s from WebhookSecret s where s.webhookId = :webhook", WebhookSecret.class)
                .setParameter("webhook", webhook)
                .getResultList();
    }

    private void forget(WebhookSecret secret) {
        entities.remove(secret);
        entities.flush();
        safe.remove(secret.safeKey());
    }

    /** Sends nothing to a webhook, nor what waits for it, until {@link #enable}. */
    public void disable(UUID id, Integer version) {
        Webhook webhook = changeable(id, version);
        if (!webhook.isDisabled()) {
            webhook.disable(events.now(), DisabledBecause.PERSON);
            webhook.touch();
            deliveries.cancel(id);
            record(webhook, deed(webhook, "disabled"));
        }
    }

    /** Takes that back, or that it was disabled by itself: it is told of what happens from now on. */
    public void enable(UUID id, Integer version) {
        Webhook webhook = changeable(id, version);
        if (webhook.isDisabled()) {
            webhook.enable();
            webhook.touch();
            // What happened while it was disabled may have been written down at the same moment.
            deliveries.cancel(id);
            record(webhook, deed(webhook, "enabled"));
        }
    }

    /** Deletes a webhook, with what waits for it and its log. */
    public void delete(UUID id, Integer version) {
        Webhook webhook = changeable(id, version);
        secrets(id).forEach(this::forget);
        entities.remove(webhook);
        record(webhook, deed(webhook, "deleted"));
    }

    /**
     * What was or is to be sent to a webhook, the newest first. It is kept for 30 days, and no more of it than 1000 messages to
     * which nothing more happens.
     *
     * @param first the place in the list from which on, from 0
     * @param most how many, 1 to {@value #MOST_ROWS}; more is cut
     */
    public DeliveryPage deliveries(UUID id, int first, int most) {
        access.require(company(entities.find(Webhook.class, id)), Permission.COMPANY_VIEW);
        List<LoggedDelivery> rows = entities.createQuery("""
                        select d from WebhookDelivery d where d.webhookId = :webhook order by d.createdAt desc, d.id desc
                        """, WebhookDelivery.class)
                .setParameter("webhook", id)
                .setFirstResult(first)
                .setMaxResults(Math.min(most, MOST_ROWS))
                .getResultStream()
                .map(WebhookDelivery::shown)
                .toList();
        long total = entities.createQuery(
                        "select count(d) from WebhookDelivery d where d.webhookId = :webhook", Long.class)
                .setParameter("webhook", id)
                .getSingleResult();
        return new DeliveryPage(rows, total);
    }

    /**
     * Has a {@code ping} sent, which says nothing but that the webhook works; one that waits is sent now.
     *
     * @throws Conflict where the webhook is disabled ({@code webhook_disabled})
     */
    public void ping(UUID id) {
        Webhook webhook = changeable(id, null);
        requireEnabled(webhook);
        WebhookDelivery ping = waitingPing(id)
                .orElseGet(() -> events.tell(webhook, EventType.PING, Map.of("companyId", webhook.companyId())));
        ping.sendAtOnce();
        webhook.wake();
    }

    private Optional<WebhookDelivery> waitingPing(UUID webhook) {
        return entities.createQuery("""
                        select d from WebhookDelivery d
                        where d.webhookId = :webhook and d.dueAt is not null and d.type = :ping
                        """, WebhookDelivery.class)
                .setParameter("webhook", webhook)
                .setParameter("ping", EventType.PING)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /**
     * Has a message sent again, under the id that it has, whatever has become of it; one that waits is sent now.
     *
     * @param delivery its id; throws {@link NotFound} where the webhook has no such message
     * @throws Conflict where the webhook is disabled ({@code webhook_disabled})
     */
    public void resend(UUID id, UUID delivery) {
        Webhook webhook = changeable(id, null);
        requireEnabled(webhook);
        WebhookDelivery found = entities.find(WebhookDelivery.class, delivery, LockModeType.PESSIMISTIC_WRITE);
        if (found == null || !found.webhookId().equals(id)) {
            throw new NotFound("delivery");
        }
        found.sendAtOnce();
        webhook.wake();
        record(webhook, deed(webhook, "resent").with("message", WebhookDelivery.message(delivery)));
    }

    private static void requireEnabled(Webhook webhook) {
        if (webhook.isDisabled()) {
            throw new Conflict(DISABLED, "The webhook is disabled. Enable it first.");
        }
    }

    /** Locked: of two who change a webhook at once the second sees what the first has done. */
    private Webhook changeable(UUID id, Integer version) {
        Webhook webhook = entities.find(Webhook.class, id, LockModeType.PESSIMISTIC_WRITE);
        access.require(company(webhook), Permission.COMPANY_CHANGE);
        if (version != null && version != webhook.version()) {
            throw Conflict.changed();
        }
        return webhook;
    }

    /** What the caller is where a webhook belongs; one of another company does not exist for them. */
    private CompanyAccess company(Webhook webhook) {
        if (webhook == null) {
            throw new NotFound("webhook");
        }
        try {
            return access.company(webhook.companyId());
        } catch (NotFound e) {
            throw new NotFound("webhook");
        }
    }

    private void record(Webhook webhook, Deed deed) {
        audit.record(webhook.companyId(), access.caller(), deed);
    }

    private static Deed deed(Webhook webhook, String what) {
        return new Deed("webhook." + what, webhook.id(), webhook.name());
    }
}
