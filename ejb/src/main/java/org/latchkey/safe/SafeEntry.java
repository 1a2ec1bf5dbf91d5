package org.latchkey.safe;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** A sealed secret. */
@Entity
@Table(name = "safe")
@SuppressWarnings("UnusedVariable") // The kind is for people.
class SafeEntry {

    @Id
    private UUID id;

    private String kind;
    private String sealed;

    protected SafeEntry() {}

    SafeEntry(UUID id, String kind, String sealed) {
        this.id = id;
        this.kind = kind;
        this.sealed = sealed;
    }

    String sealed() {
        return sealed;
    }
}
