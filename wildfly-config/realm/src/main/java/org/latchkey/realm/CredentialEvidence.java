package org.latchkey.realm;

import org.wildfly.security.evidence.Evidence;

/**
 * A presented credential on its way through Elytron.
 *
 * <p>It names no principal: Elytron counts failures by name, and whoever knows a name could lock its owner out. Used by one
 * request, on one thread.
 */
abstract class CredentialEvidence implements Evidence {

    private final Sender sender;
    private Refusal refusal;
    private RateLimits.Left left;
    private String limit;

    /** @param unknown what is said where the realm does not come to say why */
    CredentialEvidence(Sender sender, Refusal unknown) {
        this.sender = sender;
        refusal = unknown;
    }

    /** Who presents it. */
    final Sender sender() {
        return sender;
    }

    /** Why the realm did not accept the credential; meaningful once it has not. */
    public final Refusal refusal() {
        return refusal;
    }

    final void refuse(Refusal reason) {
        refusal = reason;
    }

    /** What is left of the limit; null where the realm did not come to it. */
    public final RateLimits.Left left() {
        return left;
    }

    /** Whose limit that is; meaningful where there is something left of one, or nothing. */
    final String limit() {
        return limit;
    }

    final void left(String name, RateLimits.Left rest) {
        limit = name;
        left = rest;
    }
}
