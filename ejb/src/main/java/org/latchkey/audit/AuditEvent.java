package org.latchkey.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One thing that was done, to be read; {@link Audit} writes it. */
@Entity
@Immutable
@IdClass(AuditEvent.Place.class)
class AuditEvent {

    @Id
    private long companyId;

    @Id
    private long sequence;

    private Instant at;
    private String actor;
    private UUID actorKey;
    private String address;
    private String kind;
    private UUID subjectId;
    private String subject;
    private String details;
    private String hash;

    protected AuditEvent() {}

    /** As people see it, with the name of the key that acted. */
    ActivityEvent shown(String actorKeyName) {
        return new ActivityEvent(
                sequence,
                at,
                actor,
                actorKey,
                actorKeyName,
                address,
                kind,
                subjectId,
                subject,
                Details.read(details),
                hash);
    }

    /** Which company's, and which of its events. */
    record Place(long companyId, long sequence) implements Serializable {}
}
