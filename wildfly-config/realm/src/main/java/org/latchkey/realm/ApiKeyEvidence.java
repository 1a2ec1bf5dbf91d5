package org.latchkey.realm;

import org.latchkey.credential.ApiKey;
import org.wildfly.security.evidence.Evidence;

/**
 * A presented key on its way through Elytron.
 *
 * <p>It names no principal: Elytron counts failures by name, and whoever knows a key's id could lock its owner out. Used
 * by one request, on one thread.
 */
public final class ApiKeyEvidence implements Evidence {

    private final ApiKey key;
    private Refusal refusal = Refusal.UNKNOWN;

    ApiKeyEvidence(ApiKey key) {
        this.key = key;
    }

    ApiKey key() {
        return key;
    }

    /** Why the realm did not accept the key; meaningful once it has not. */
    Refusal refusal() {
        return refusal;
    }

    void refuse(Refusal reason) {
        refusal = reason;
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
