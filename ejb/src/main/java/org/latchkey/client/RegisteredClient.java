package org.latchkey.client;

import java.time.Instant;
import java.util.UUID;

/**
 * An application as people see it.
 *
 * @param id the {@code client_id}
 * @param version counts its changes
 * @param developer the name of who has registered it
 * @param hint the last characters of its secret; null where it has none
 * @param previousUntil until when the secret before this one is accepted; null where there is none
 * @param disabled whether it gets nothing for now
 * @param lastUsedAt when it last got a token; null for never
 * @param changeable whether the caller may change it
 */
public record RegisteredClient(
        UUID id,
        int version,
        long companyId,
        ClientSettings settings,
        String developer,
        String hint,
        Instant previousUntil,
        Instant createdAt,
        Instant lastUsedAt,
        boolean disabled,
        boolean changeable) {}
