package org.latchkey.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Something that permissions speak of. */
@Entity
@SuppressWarnings("UnusedVariable") // The position is read in queries only.
class Resource {

    @Id
    private String name;

    private int position;

    protected Resource() {}
}
