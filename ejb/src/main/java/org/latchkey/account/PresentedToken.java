package org.latchkey.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The access token with which a call was authenticated.
 *
 * @param id of the token ({@code jti})
 * @param client the id of the OAuth client to which it was issued
 * @param expiresAt the first moment at which it is no longer accepted
 * @param scopes that it has, sorted
 */
public record PresentedToken(UUID id, UUID client, Instant expiresAt, List<String> scopes) {}
