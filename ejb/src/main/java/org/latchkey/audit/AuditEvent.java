package org.latchkey.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/** One thing that was done. */
@Entity
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
class AuditEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private Instant at;
    private long companyId;
    private long actorId;
    private UUID actorKey;
    private String address;
    private String kind;
    private UUID keyId;
    private String keyName;

    protected AuditEvent() {}

    AuditEvent(Instant at, long companyId, long actorId, UUID actorKey, String address, Deed deed) {
        this.at = at;
        this.companyId = companyId;
        this.actorId = actorId;
        this.actorKey = actorKey;
        this.address = address;
        this.kind = deed.kind();
        this.keyId = deed.keyId();
        this.keyName = deed.keyName();
    }
}
