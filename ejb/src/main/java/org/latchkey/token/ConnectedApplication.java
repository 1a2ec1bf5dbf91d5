package org.latchkey.token;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a user has granted to an application.
 *
 * @param id of the consent
 * @param client the name of the application
 * @param logo an {@code https} address, or empty
 * @param homepage an {@code https} address, or empty
 * @param developer who is behind it
 * @param company the name of the company in which it was granted
 * @param scopes what was granted, sorted
 * @param lastUsedAt when a token of it was last accepted; null for never
 */
public record ConnectedApplication(
        UUID id,
        String client,
        String logo,
        String homepage,
        String developer,
        String contact,
        String company,
        List<String> scopes,
        Instant grantedAt,
        Instant lastUsedAt) {}
