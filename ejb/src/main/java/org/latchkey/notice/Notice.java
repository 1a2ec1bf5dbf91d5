package org.latchkey.notice;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;

/** A mail that is to be sent. */
@Entity
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in queries.
class Notice {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String recipient;
    private String subject;
    private String body;
    private Instant createdAt;
    private int tries;
    private Instant dueAt;

    protected Notice() {}

    Notice(Mail mail, Instant now) {
        this.recipient = mail.recipient();
        this.subject = mail.subject();
        this.body = mail.text();
        this.createdAt = now;
        this.dueAt = now;
    }

    Long id() {
        return id;
    }

    /** How often a server has taken it. */
    int tries() {
        return tries;
    }

    Mail mail() {
        return new Mail(recipient, subject, body);
    }
}
