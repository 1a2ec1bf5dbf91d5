package org.latchkey.catalog;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;

/** What everything in a catalog has. The attributes have the names of the fields. */
@MappedSuperclass
abstract class Row {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Version
    private int version;

    private long companyId;
    private Instant changedAt;

    Long id() {
        return id;
    }

    int version() {
        return version;
    }

    long companyId() {
        return companyId;
    }

    void belongTo(long company) {
        companyId = company;
    }

    void changeAt(Instant at) {
        changedAt = at;
    }

    Instant changedAt() {
        return changedAt;
    }

    /**
     * Gives one of its own fields a value.
     *
     * @param name of a writable field of this kind
     * @param value that this field may have
     */
    abstract void set(String name, Object value);
}
