package org.latchkey.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Mails that wait until they are sent, in the database. */
@ApplicationScoped
public class Outbox {

    /** For how long it is tried to send a mail. */
    static final Duration KEPT = Duration.ofDays(3);

    // Longer than sending takes at worst, so that no other server takes the same mail meanwhile.
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 5;

    private static final int BATCH = 50;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private MailServer server;

    @Inject
    private Clock clock;

    /** Whether mails are sent at all: the server's environment may name no mail server. */
    public boolean isOpen() {
        return server.isKnown();
    }

    /** Sends a mail if the caller's transaction commits; there must be one. Where mails are not sent, nothing happens. */
    @Transactional(TxType.MANDATORY)
    public void add(Mail mail) {
        if (isOpen()) {
            entities.persist(new Notice(mail, clock.instant()));
        }
    }

    /** The mails that may be sent now, the oldest first; not all at once. */
    List<Notice> due() {
        return entities.createQuery("select n from Notice n where n.dueAt <= :now order by n.dueAt, n.id", Notice.class)
                .setParameter("now", clock.instant())
                .setMaxResults(BATCH)
                .getResultList();
    }

    /**
     * Takes a mail to send it; until the next try is due nobody else does.
     *
     * @return false where another server was faster
     */
    @Transactional(TxType.REQUIRES_NEW)
    boolean take(Notice notice) {
        return entities.createQuery("""
                                update Notice n set n.tries = n.tries + 1, n.dueAt = :next
                                where n.id = :id and n.tries = :tries
                                """)
                        .setParameter("next", clock.instant().plus(pause(notice.tries())))
                        .setParameter("id", notice.id())
                        .setParameter("tries", notice.tries())
                        .executeUpdate()
                == 1;
    }

    private static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /** A mail was sent. */
    @Transactional(TxType.REQUIRES_NEW)
    void sent(Notice notice) {
        entities.createQuery("delete from Notice n where n.id = :id")
                .setParameter("id", notice.id())
                .executeUpdate();
    }

    /** Drops what could not be sent for too long, and says how many. */
    @Transactional(TxType.REQUIRES_NEW)
    int giveUp() {
        return entities.createQuery("delete from Notice n where n.createdAt < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
