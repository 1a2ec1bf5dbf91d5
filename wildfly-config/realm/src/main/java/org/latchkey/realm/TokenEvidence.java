package org.latchkey.realm;

import java.util.List;
import org.latchkey.credential.AccessToken;

/** A presented access token, with what it is presented for. */
public final class TokenEvidence extends CredentialEvidence {

    private final AccessToken token;
    private final boolean bound;
    private final String method;
    private final String path;
    private final List<String> proofs;

    /**
     * @param bound whether it claims to be bound to a key
     * @param method of the request
     * @param path of the request to the letter, with all its escapes; null where it cannot be told
     * @param proofs all values of the header {@code DPoP}
     */
    TokenEvidence(AccessToken token, boolean bound, Sender sender, String method, String path, List<String> proofs) {
        super(sender, Refusal.TOKEN_UNKNOWN);
        this.token = token;
        this.bound = bound;
        this.method = method;
        this.path = path;
        this.proofs = proofs;
    }

    AccessToken token() {
        return token;
    }

    /** Whether it claims to be bound to a key. */
    boolean isBound() {
        return bound;
    }

    String method() {
        return method;
    }

    /** As the request has it, with all its escapes; null where it cannot be told. */
    String path() {
        return path;
    }

    /** All values of the header {@code DPoP}. */
    List<String> proofs() {
        return proofs;
    }

    @Override
    public String toString() {
        return token.toString();
    }
}
