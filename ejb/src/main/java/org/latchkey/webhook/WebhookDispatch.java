package org.latchkey.webhook;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.latchkey.webhook.Deliveries.Due;

/**
 * Has messages sent, every two seconds, or milliseconds as {@code latchkey.webhook.millis} says: to a webhook one at a time, to
 * those of a company and in all as many as follows, so that receivers that are slow keep nobody else waiting. Several servers
 * with one database share the work.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WebhookDispatch {

    /** The most messages that a server sends at the same time. */
    static final int MOST_AT_ONCE = 20;

    private static final int MOST_OF_A_COMPANY = 4;
    private static final int CANDIDATES = 200;

    private static final System.Logger LOG = System.getLogger(WebhookDispatch.class.getName());

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    @Resource
    private TimerService timers;

    @Resource(lookup = "java:jboss/ee/concurrency/executor/webhooks")
    private ManagedExecutorService threads;

    @Inject
    private Deliveries deliveries;

    @Inject
    private Courier courier;

    @Inject
    private Receivers receivers;

    /** The webhooks that are being served, and whose they are. */
    private final Map<UUID, Long> served = new ConcurrentHashMap<>();

    @PostConstruct
    void begin() {
        // Where the operator has written something else, nothing starts.
        receivers.addresses();
        long pause = Integer.getInteger("latchkey.webhook.millis", 2000);
        timers.createIntervalTimer(pause, pause, new TimerConfig(null, false));
    }

    @Timeout
    void dispatch() {
        try {
            if (served.size() < MOST_AT_ONCE) {
                deliveries.due(List.copyOf(served.keySet()), CANDIDATES).forEach(this::serve);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Messages to webhooks wait: {0}", e.toString());
        }
    }

    private void serve(Due due) {
        if (served.size() >= MOST_AT_ONCE
                || Collections.frequency(served.values(), due.company()) >= MOST_OF_A_COMPANY
                || served.putIfAbsent(due.webhook(), due.company()) != null) {
            return;
        }
        try {
            threads.execute(() -> serve(due.webhook()));
        } catch (RejectedExecutionException e) {
            served.remove(due.webhook());
        }
    }

    private void serve(UUID webhook) {
        try {
            courier.serve(webhook);
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Messages to webhook {0} wait: {1}", webhook, e.toString());
        } finally {
            served.remove(webhook);
        }
    }

    /**
     * Disables webhooks whose receivers do not keep up, and forgets secrets that sign no longer. Whoever in this server asks for
     * it gets only what happens anyway.
     */
    @PermitAll
    @Schedule(hour = "*", minute = "*", second = "40", persistent = false)
    public void giveUp() {
        attempt(() -> deliveries.overfull().forEach(deliveries::giveUp));
        attempt(deliveries::forgetOldSecrets);
    }

    /** Removes what is kept for too long. Whoever in this server asks for it gets only what happens anyway. */
    @PermitAll
    @Schedule(hour = "*", minute = "17", persistent = false)
    public void prune() {
        attempt(() -> {
            List<UUID> some = deliveries.webhooks(BEFORE_ALL);
            while (!some.isEmpty()) {
                some.forEach(this::prune);
                some = deliveries.webhooks(some.get(some.size() - 1));
            }
        });
    }

    private void prune(UUID webhook) {
        boolean more = true;
        while (more) {
            more = deliveries.prune(webhook);
        }
    }

    private static void attempt(Runnable upkeep) {
        try {
            upkeep.run();
        } catch (RuntimeException e) {
            LOG.log(WARNING, "What is due of webhooks is done with the next run: {0}", e.toString());
        }
    }
}
