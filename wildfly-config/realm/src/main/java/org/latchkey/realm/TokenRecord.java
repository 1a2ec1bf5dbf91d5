package org.latchkey.realm;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.latchkey.credential.Scopes;

/**
 * What the server holds of an access token: one row of the view {@code token_record}.
 *
 * @param client to which it was issued
 * @param consent by which its user has granted it; null where the client acts by itself
 * @param ended whether it was revoked, or what it was issued for has ended
 * @param path below which it is accepted, without a slash at its end; empty for the whole server
 * @param jkt the thumbprint of the key to which it is bound; null where it is bound to none
 * @param owned the owner's permissions in the company
 */
record TokenRecord(
        UUID id,
        UUID client,
        UUID consent,
        long companyId,
        String owner,
        boolean ownerInactive,
        boolean ended,
        Instant expiresAt,
        Set<String> scopes,
        String path,
        String jkt,
        Set<String> owned) {

    /**
     * By these a path may lead elsewhere than it says: what reads it may take a part of it away, or resolve it. Nobody
     * knows how each application behind does it, so that a token for one of them stays away from all of these.
     */
    private static final List<String> TREACHEROUS = List.of(";", "%2e", "%2f", "%5c", "..", "//", "\\");

    /** Why this record does not let a request in, but for the proof of a key; empty where it does. */
    Optional<Refusal> refusalOf(String requested, Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of(Refusal.TOKEN_EXPIRED);
        }
        if (ended) {
            return Optional.of(Refusal.TOKEN_ENDED);
        }
        if (ownerInactive) {
            return Optional.of(Refusal.TOKEN_OWNER_INACTIVE);
        }
        return isFor(requested) ? Optional.empty() : Optional.of(Refusal.TOKEN_AUDIENCE);
    }

    private boolean isFor(String requested) {
        if (path.isEmpty()) {
            return true;
        }
        if (requested == null || !(requested.equals(path) || requested.startsWith(path + "/"))) {
            return false;
        }
        String lower = requested.toLowerCase(Locale.ROOT);
        return TREACHEROUS.stream().noneMatch(lower::contains);
    }

    /** What the token may do in its company now. */
    Set<String> permissions() {
        return Scopes.allowed(scopes, owned);
    }
}
