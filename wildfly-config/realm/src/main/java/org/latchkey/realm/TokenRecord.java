package org.latchkey.realm;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the server holds of an access token: one row of the view {@code token_record}.
 *
 * @param ended whether it was revoked, or what was granted to its client has ended
 * @param scopes what it allows of what it comes of
 * @param path below which it is accepted, without a slash at its end; empty for the whole server
 * @param jkt the thumbprint of the key to which it is bound; null where it is bound to none
 * @param grant of which it comes; null where it comes of a key
 * @param key of which it comes; null where it comes of a grant
 */
record TokenRecord(
        UUID id, boolean ended, Instant expiresAt, Set<String> scopes, String path, String jkt, Grant grant, Key key) {

    /**
     * A grant to an OAuth client.
     *
     * @param consent by which a user has granted it; null where the client acts by itself
     * @param owner as whom the client acts
     * @param owned the owner's permissions in the company
     * @param requestsPerMinute how many requests may be made by all tokens of it
     */
    record Grant(
            UUID client,
            UUID consent,
            long companyId,
            String owner,
            boolean ownerInactive,
            Set<String> owned,
            int requestsPerMinute) {

        /** By what its requests are counted: a user's consent, or a client that acts by itself. */
        UUID counted() {
            return consent == null ? client : consent;
        }
    }

    /**
     * A key, of which there is more in {@link KeyRecord}.
     *
     * @param version of the key's secret when the token was issued
     * @param byPrevious whether it was issued for the secret before that one
     * @param limited whether only a number of requests may be made with the token
     */
    record Key(UUID id, int version, boolean byPrevious, boolean limited) {}

    /**
     * By these a path may lead elsewhere than it says: what reads it may take a part of it away, or resolve it. Nobody
     * knows how each application behind does it, so that a token for one of them stays away from all of these.
     */
    private static final List<String> TREACHEROUS = List.of(";", "%2e", "%2f", "%5c", "..", "//", "\\");

    /** Why this record does not let a request in, whatever a key's record and proofs of another say; empty where it does. */
    Optional<Refusal> refusalOf(String requested, Instant now) {
        if (!now.isBefore(expiresAt)) {
            return Optional.of(Refusal.TOKEN_EXPIRED);
        }
        if (ended) {
            return Optional.of(Refusal.TOKEN_ENDED);
        }
        if (grant != null && grant.ownerInactive()) {
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
}
