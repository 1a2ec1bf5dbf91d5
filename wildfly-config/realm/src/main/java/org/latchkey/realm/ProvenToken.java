package org.latchkey.realm;

import java.util.Set;
import org.latchkey.credential.Scopes;

/**
 * An access token that was let in, and as what.
 *
 * @param owner as whom it acts
 * @param companyId where it acts
 * @param permissions what it may do there now
 */
record ProvenToken(TokenRecord token, String owner, long companyId, Set<String> permissions) {

    static ProvenToken of(TokenRecord token, TokenRecord.Grant grant) {
        return new ProvenToken(token, grant.owner(), grant.companyId(), Scopes.allowed(token.scopes(), grant.owned()));
    }

    /** In the key's own company only, even where the key acts in all of its owner's. */
    static ProvenToken of(TokenRecord token, KeyRecord key) {
        return new ProvenToken(token, key.owner(), key.companyId(), Scopes.allowed(token.scopes(), key.permissions()));
    }
}
