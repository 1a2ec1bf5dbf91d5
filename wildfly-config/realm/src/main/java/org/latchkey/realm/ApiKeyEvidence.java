package org.latchkey.realm;

import java.time.Instant;
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
    private final String address;
    private final String userAgent;
    private Refusal refusal = Refusal.UNKNOWN;
    private RateLimits.Left left;
    private Instant expiresSoon;

    ApiKeyEvidence(ApiKey key, String address, String userAgent) {
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

    /** Why the realm did not accept the key; meaningful once it has not. */
    Refusal refusal() {
        return refusal;
    }

    void refuse(Refusal reason) {
        refusal = reason;
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
