package org.latchkey.safe;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A sealed secret. */
@Entity
@Table(name = "safe")
class SafeEntry {

    @Id
    private UUID id;

    private String kind;
    private String pepper;
    private String sealed;

    protected SafeEntry() {}

    SafeEntry(UUID id, String kind, byte[] half, String secret, Pepper by) {
        this.id = id;
        this.kind = kind;
        seal(half, secret, by);
    }

    UUID id() {
        return id;
    }

    String kind() {
        return kind;
    }

    /** The name of the pepper that has sealed it. */
    String pepper() {
        return pepper;
    }

    /** Its secret, if it is of that kind. */
    String open(String wanted, byte[] half, Pepper by) {
        return by.open(context(wanted), half, sealed);
    }

    final void seal(byte[] half, String secret, Pepper by) {
        pepper = by.name();
        sealed = by.seal(context(kind), half, secret);
    }

    private String context(String what) {
        return what + " " + id;
    }
}
