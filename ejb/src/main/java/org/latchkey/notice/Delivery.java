package org.latchkey.notice;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.List;

/** Sends what is in the outbox, every few seconds; several servers with one database share the work. */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Delivery {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final int LONGEST_REASON = 200;
    private static final long DAYS_KEPT = Outbox.KEPT.toDays();

    @Inject
    private Outbox outbox;

    @Inject
    private MailServer server;

    private boolean reached = true;

    @PostConstruct
    void tell() {
        if (!server.isKnown()) {
            LOG.log(INFO, "No mail is sent: LATCHKEY_MAIL_HOST is not set. The pages announce what is due.");
        }
    }

    /**
     * Sends what is due, and drops what could not be sent for days. Whoever in this server asks for it gets only what happens
     * anyway.
     */
    @PermitAll
    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    public void deliver() {
        try {
            if (server.isKnown()) {
                sendDue();
            }
            int given = outbox.giveUp();
            if (given > 0) {
                LOG.log(WARNING, "Mails dropped because they could not be sent for {0} days: {1}", DAYS_KEPT, given);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Mails wait, since the database cannot be used: {0}", reason(e));
        }
    }

    private void sendDue() {
        List<Notice> due = outbox.due();
        if (due.isEmpty()) {
            return;
        }
        try (Transport transport = server.connect()) {
            noteReached();
            while (!due.isEmpty() && transport.isConnected()) {
                due.forEach(notice -> send(notice, transport));
                due = outbox.due();
            }
        } catch (MessagingException e) {
            noteNotReached(e);
        }
    }

    /** One that fails waits for its next try, and the others go on. */
    private void send(Notice notice, Transport transport) {
        if (!transport.isConnected() || !outbox.take(notice)) {
            return;
        }
        try {
            server.send(notice.mail(), transport);
            outbox.sent(notice);
        } catch (MessagingException e) {
            LOG.log(WARNING, "Mail {0} was not sent and is tried again: {1}", String.valueOf(notice.id()), reason(e));
        }
    }

    private void noteReached() {
        if (!reached) {
            LOG.log(INFO, "The mail server is back.");
        }
        reached = true;
    }

    /** Once, and not every few seconds. */
    private void noteNotReached(MessagingException e) {
        if (reached) {
            LOG.log(WARNING, "The mail server cannot be used; mails wait until it can: {0}", reason(e));
        }
        reached = false;
    }

    /** On one line, whatever was answered. */
    private static String reason(Exception e) {
        String reason = e.toString().replaceAll("\\s+", " ");
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
