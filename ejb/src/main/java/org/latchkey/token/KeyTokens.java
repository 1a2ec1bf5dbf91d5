package org.latchkey.token;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.account.Access;

/**
 * Issues, shows and revokes the short-lived tokens of API keys. A token acts as its key does, in the key's own company, for a
 * while and for a number of requests; whatever ends the key, or gives it another secret, ends its tokens.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class KeyTokens {

    /** Issues tokens of the presented key. */
    @RolesAllowed(Access.KEY_ROLE)
    public List<NewKeyToken> create(KeyTokenTerms terms) {
        throw new UnsupportedOperationException(terms.toString());
    }

    /** The tokens of the presented key that are accepted, the newest first. */
    @RolesAllowed(Access.KEY_ROLE)
    public List<KeyToken> list() {
        throw new UnsupportedOperationException();
    }

    /** The token of the presented key whose value this is; empty where there is none that is accepted. */
    @RolesAllowed(Access.KEY_ROLE)
    public Optional<KeyToken> find(String presented) {
        throw new UnsupportedOperationException(presented.substring(0, 0));
    }

    /** Revokes a token of the presented key: it is refused from the next request on. */
    @RolesAllowed(Access.KEY_ROLE)
    public void revoke(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /** The tokens of a key that are accepted, the newest first, for whoever may see the key. */
    @RolesAllowed(Access.USER_ROLE)
    public List<KeyToken> listOf(UUID key) {
        throw new UnsupportedOperationException(key.toString());
    }

    /** Revokes a token of a key, for whoever may revoke the key. */
    @RolesAllowed(Access.USER_ROLE)
    public void revokeOf(UUID key, UUID id) {
        throw new UnsupportedOperationException(key + " " + id);
    }
}
