package org.latchkey.realm;

import java.time.Instant;
import org.latchkey.credential.ApiKey;

/** A presented key. */
public final class ApiKeyEvidence extends CredentialEvidence {

    private final ApiKey key;
    private Instant expiresSoon;

    /** For who has read a key from a request otherwise than the mechanism does. */
    public ApiKeyEvidence(ApiKey key, Sender sender) {
        super(sender, Refusal.UNKNOWN);
        this.key = key;
    }

    ApiKey key() {
        return key;
    }

    /** The first moment at which the key is no longer accepted, where that is near; otherwise null. */
    Instant expiresSoon() {
        return expiresSoon;
    }

    void expiresSoon(Instant at) {
        expiresSoon = at;
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
