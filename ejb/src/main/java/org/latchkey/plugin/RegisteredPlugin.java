package org.latchkey.plugin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A plugin as people see it; never with its secret.
 *
 * @param id the {@code client_id} of its client
 * @param version counts its changes
 * @param scopes what its tokens may, of what its service account may; sorted
 * @param accountId the user id of the service account as which it acts
 * @param account the name of that
 * @param accountActive whether that is neither disabled nor removed from the company; otherwise the plugin gets nothing
 * @param previousUntil until when the secret before this one is accepted; null where there is none
 * @param startedAt when the launcher last fetched its credentials; null for never
 * @param lastUsedAt when it last got a token; null for never
 * @param disabled whether it gets nothing for now
 * @param changeable whether the caller may change it
 */
public record RegisteredPlugin(
        UUID id,
        int version,
        long companyId,
        String name,
        List<String> scopes,
        long accountId,
        String account,
        boolean accountActive,
        Instant createdAt,
        Instant previousUntil,
        Instant startedAt,
        Instant lastUsedAt,
        boolean disabled,
        boolean changeable) {}
