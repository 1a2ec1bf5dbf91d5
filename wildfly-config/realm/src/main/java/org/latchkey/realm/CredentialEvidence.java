package org.latchkey.realm;

import org.wildfly.security.evidence.Evidence;

/**
 * A presented credential on its way through Elytron.
 *
 * <p>It names no principal: Elytron counts failures by name, and whoever knows a name could lock its owner out. Used by one
 * request, on one thread.
 */
abstract class CredentialEvidence implements Evidence {

    private Refusal refusal;

    /** @param unknown what is said where the realm does not come to say why */
    CredentialEvidence(Refusal unknown) {
        refusal = unknown;
    }

    /** Why the realm did not accept the credential; meaningful once it has not. */
    final Refusal refusal() {
        return refusal;
    }

    final void refuse(Refusal reason) {
        refusal = reason;
    }
}
