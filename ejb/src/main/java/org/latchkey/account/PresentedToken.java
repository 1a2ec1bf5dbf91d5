package org.latchkey.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The access token with which a call was authenticated.
 *
 * @param id of the token ({@code jti})
 * @param client the id of the OAuth client to which it was issued; empty where it comes of a key
 * @param key the id of the key of which it comes; empty where it was issued to a client
 * @param expiresAt the first moment at which it is no longer accepted
 * @param scopes that it has, sorted
 */
public record PresentedToken(
        UUID id, Optional<UUID> client, Optional<UUID> key, Instant expiresAt, List<String> scopes) {}
