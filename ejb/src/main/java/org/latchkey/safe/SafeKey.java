package org.latchkey.safe;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * What the row of whatever a secret belongs to keeps of it: where the secret is in the {@link SafeStore}, and that row's half
 * of what opens it. An entity embeds it, in the columns {@code safe_id} and {@code safe_key}.
 */
@Embeddable
public class SafeKey {

    @Column(name = "safe_id")
    private UUID id;

    @Column(name = "safe_key")
    private byte[] half;

    protected SafeKey() {}

    SafeKey(UUID id, byte[] half) {
        this.id = id;
        this.half = half.clone();
    }

    UUID id() {
        return id;
    }

    byte[] half() {
        return half.clone();
    }

    /** Nothing of the half. */
    @Override
    public String toString() {
        return String.valueOf(id);
    }
}
