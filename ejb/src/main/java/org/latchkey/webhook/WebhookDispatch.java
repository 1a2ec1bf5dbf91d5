package org.latchkey.webhook;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.latchkey.webhook.Deliveries.Due;

/**
 * Has messages sent: to a webhook one at a time, to those of a company and in all as many as {@link Places} has. It looks for
 * them every two seconds, or milliseconds as {@code latchkey.webhook.millis} says; whoever has a place keeps it while messages
 * are received and nobody else waits for it. Several servers with one database share the work.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
// What is done now and then takes its time, and messages do not wait for it.
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class WebhookDispatch {

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

    private final Places places = new Places();

    private volatile boolean ending;

    @PostConstruct
    void begin() {
        // Where the operator has written something else, nothing starts.
        receivers.addresses();
        long pause = Integer.getInteger("latchkey.webhook.millis", 2000);
        timers.createIntervalTimer(pause, pause, new TimerConfig(null, false));
    }

    /** What is being sent ends; nothing more is taken that nobody could send. */
    @PreDestroy
    void end() {
        ending = true;
    }

    @Timeout
    void dispatch() {
        try {
            receivers.closeIdle();
            if (!places.isFull()) {
                deliveries.due(places.webhooks(), CANDIDATES).forEach(this::begin);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Messages to webhooks wait: {0}", e.toString());
        }
    }

    private void begin(Due due) {
        if (!places.take(due)) {
            return;
        }
        try {
            threads.execute(() -> serve(due));
        } catch (RejectedExecutionException e) {
            places.leave(due.webhook());
        }
    }

    private void serve(Due due) {
        List<Due> waiting = List.of();
        try {
            while (!ending && waiting.isEmpty() && courier.serve(due.webhook())) {
                waiting = waitingFor(due);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Messages to webhook {0} wait: {1}", due.webhook(), e.toString());
        } finally {
            places.leave(due.webhook());
        }
        waiting.forEach(this::begin);
    }

    /** The webhooks that could have the place of that one, and have none. */
    private List<Due> waitingFor(Due place) {
        if (places.isFree(place.company())) {
            return List.of();
        }
        return deliveries.due(places.webhooks(), CANDIDATES).stream()
                .filter(other -> places.couldHave(other, place))
                .toList();
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
