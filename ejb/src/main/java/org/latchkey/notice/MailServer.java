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
import java.util.Properties;

/** The mail server, as WildFly's mail session names it. */
@ApplicationScoped
class MailServer {

    private static final String CHARSET = StandardCharsets.UTF_8.name();
    private static final String HOST = "mail.smtp.host";
    private static final String USER = "mail.smtp.user";
    private static final String AUTH = "mail.smtp.auth";

    @Resource(lookup = "java:jboss/mail/Latchkey")
    private Session session;

    @Inject
    private Clock clock;

    /** Whether there is one. */
    boolean isKnown() {
        return isSet(HOST);
    }

    /** Connects to it; the caller closes. */
    Transport connect() throws MessagingException {
        Transport transport = (isSet(USER) ? session : anonymous()).getTransport("smtp");
        transport.connect();
        return transport;
    }

    /** Where the environment names no user the session has one without a name, which no server would let in. */
    private Session anonymous() {
        Properties properties = new Properties();
        properties.putAll(session.getProperties());
        properties.remove(USER);
        properties.remove(AUTH);
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

    private boolean isSet(String property) {
        String value = session.getProperty(property);
        return value != null && !value.isBlank();
    }
}
