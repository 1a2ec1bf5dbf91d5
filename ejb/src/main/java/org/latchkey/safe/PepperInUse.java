package org.latchkey.safe;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That a pepper has sealed secrets of this database, with what shows whether a server has the right one. */
@Entity
@Table(name = "pepper")
@SuppressWarnings("UnusedVariable") // Since when it is in use is for people.
class PepperInUse {

    @Id
    private String name;

    private String sealed;

    @Column(name = "safe_key")
    private byte[] half;

    private Instant createdAt;

    protected PepperInUse() {}

    PepperInUse(Pepper pepper, byte[] half, Instant at) {
        this.name = pepper.name();
        this.sealed = pepper.seal(context(), half, name);
        this.half = half.clone();
        this.createdAt = at;
    }

    String name() {
        return name;
    }

    private String context() {
        return "pepper " + name;
    }

    /** Whether this is the pepper, and not another one of the same name. */
    boolean is(Pepper pepper) {
        try {
            return name.equals(pepper.open(context(), half, sealed));
        } catch (CannotOpen e) {
            return false;
        }
    }
}
