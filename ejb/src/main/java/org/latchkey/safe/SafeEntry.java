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

    SafeEntry(UUID id, String kind, String owner, byte[] half, String secret, Pepper by) {
        this.id = id;
        this.kind = kind;
        seal(owner, half, secret, by);
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

    /** Its secret, if it is of that kind and belongs to that row. */
    String open(String wanted, String owner, byte[] half, Pepper by) {
        return by.open(context(wanted, owner), half, sealed);
    }

    final void seal(String owner, byte[] half, String secret, Pepper by) {
        pepper = by.name();
        sealed = by.seal(context(kind, owner), half, secret);
    }

    private String context(String what, String owner) {
        return what + " " + id + " " + owner;
    }
}
