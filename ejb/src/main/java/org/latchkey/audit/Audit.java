package org.latchkey.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.account.Caller;
import org.latchkey.chain.Chain;
import org.latchkey.chain.Event;

/**
 * Writes down what is done, for the services that do it; what they were allowed to do needs no permission here.
 *
 * <p>A transaction writes its events when it is about to commit, company by company in one order. So nobody waits for
 * anything else while they hold the end of a chain, in whatever order they have done things. Whoever wants to know of them in
 * that transaction observes {@link Recorded}.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Audit {

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @Inject
    private Clock clock;

    @Inject
    private Origin origin;

    @Inject
    private jakarta.enterprise.event.Event<Recorded> recorded;

    /** Adds an event to the caller's transaction; there must be one. */
    public void record(long companyId, Caller actor, Deed deed) {
        add(companyId, actor.userId(), actor.name(), actor.key().orElse(null), deed);
    }

    /** Adds an event of what the server did by itself, or what was done by nobody who signed in. */
    public void record(long companyId, Deed deed) {
        add(companyId, null, null, null, deed);
    }

    private void add(long companyId, Long actorId, String actor, UUID actorKey, Deed deed) {
        Event event = new Event(
                clock.instant(),
                actorId,
                actor,
                actorKey,
                origin.address(),
                deed.kind(),
                deed.subjectId(),
                deed.subject(),
                Details.text(deed.details()));
        pending()
                .events
                .computeIfAbsent(companyId, company -> new ArrayList<>())
                .add(event);
        recorded.fire(new Recorded(companyId, deed));
    }

    private Pending pending() {
        Pending pending = (Pending) transaction.getResource(Pending.class);
        if (pending == null) {
            pending = new Pending(datasource);
            transaction.registerInterposedSynchronization(pending);
            transaction.putResource(Pending.class, pending);
        }
        return pending;
    }

    /** The events of a transaction that has not ended. */
    private static final class Pending implements Synchronization {

        private final Map<Long, List<Event>> events = new TreeMap<>();
        private final DataSource datasource;

        Pending(DataSource datasource) {
            this.datasource = datasource;
        }

        @Override
        public void beforeCompletion() {
            try (Connection connection = datasource.getConnection()) {
                for (Map.Entry<Long, List<Event>> company : events.entrySet()) {
                    Chain.append(connection, company.getKey(), company.getValue());
                }
            } catch (SQLException e) {
                throw new IllegalStateException("Without its audit events nothing is done", e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            // What was committed is written, and what was not never was.
        }
    }
}
