package org.latchkey.realm;

import java.time.Instant;
import org.latchkey.credential.ApiKey;

/** A presented key, with where it is presented from. */
public final class ApiKeyEvidence extends CredentialEvidence {

    private final ApiKey key;
    private final String address;
    private final String userAgent;
    private RateLimits.Left left;
    private Instant expiresSoon;

    ApiKeyEvidence(ApiKey key, String address, String userAgent) {
        super(Refusal.UNKNOWN);
        this.key = key;
        this.address = address;
        this.userAgent = userAgent;
    }

    ApiKey key() {
        return key;
    }

    /** From where it is presented. */
    String address() {
        return address;
    }

    /** What presents it calls itself so; possibly empty. */
    String userAgent() {
        return userAgent;
    }

    /** What is left of the key's limit; null where the realm did not come to it. */
    RateLimits.Left left() {
        return left;
    }

    void left(RateLimits.Left rest) {
        left = rest;
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
