package org.latchkey.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What an access token is to be, whatever it comes of.
 *
 * @param id its {@code jti}
 * @param scopes what it allows
 * @param audience what it is for
 * @param jkt the thumbprint of the key that has to be proven with it; null for none
 * @param issuedAt when it is issued
 * @param expiresAt the first moment at which it is no longer accepted
 */
record TokenTerms(UUID id, Set<String> scopes, String audience, String jkt, Instant issuedAt, Instant expiresAt) {}
