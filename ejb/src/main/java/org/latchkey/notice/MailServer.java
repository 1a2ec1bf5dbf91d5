package org.latchkey.notice;

import static java.time.ZoneOffset.UTC;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Properties;
import org.latchkey.notice.MailLogins.Credentials;
import org.latchkey.safe.CannotOpen;

/** The mail server, as WildFly's mail session names it and {@link MailLogins} signs in there. */
@ApplicationScoped
class MailServer {

    private static final String CHARSET = StandardCharsets.UTF_8.name();
    private static final String PROTOCOL = "smtp";
    private static final String HOST = "mail.smtp.host";
    private static final String AUTH = "mail.smtp.auth";

    @Resource(lookup = "java:jboss/mail/Latchkey")
    private Session session;

    @Inject
    private MailLogins logins;

    @Inject
    private Clock clock;

    /** Whether there is one. */
    boolean isKnown() {
        String host = session.getProperty(HOST);
        return host != null && !host.isBlank();
    }

    /** Connects to it; the caller closes. */
    Transport connect() throws MessagingException {
        Optional<Credentials> login = login();
        if (login.isEmpty()) {
            Transport transport = session.getTransport(PROTOCOL);
            transport.connect();
            return transport;
        }
        Transport transport = signingIn().getTransport(PROTOCOL);
        transport.connect(login.get().user(), login.get().password());
        return transport;
    }

    private Optional<Credentials> login() throws MessagingException {
        try {
            return logins.current();
        } catch (CannotOpen e) {
            throw new MessagingException("the password cannot be opened", e);
        }
    }

    private Session signingIn() {
        Properties properties = new Properties();
        properties.putAll(session.getProperties());
        properties.put(AUTH, "true");
        return Session.getInstance(properties);
    }

    /** Sends a mail by a connection. */
    void send(Mail mail, Transport transport) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom();
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), CHARSET);
        message.setText(mail.text(), CHARSET);
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(UTC)));
        // Keeps out-of-office replies away.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        transport.sendMessage(message, message.getAllRecipients());
    }
}
