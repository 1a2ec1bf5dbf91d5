package org.latchkey.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * A webhook as people see it; never with its secret.
 *
 * @param version counts its changes
 * @param settings its address is without path and query for those who may not change it: some receivers have a secret in them
 * @param previousUntil until when the secret before this one signs too; null where there is none
 * @param disabledAt since when nothing is sent to it; null where it is in use
 * @param disabledBecause why nothing is sent to it; null where it is in use
 * @param failures how many attempts have failed since the last that has not
 * @param changeable whether the caller may change it
 */
public record RegisteredWebhook(
        UUID id,
        int version,
        long companyId,
        WebhookSettings settings,
        Instant createdAt,
        Instant previousUntil,
        Instant disabledAt,
        DisabledBecause disabledBecause,
        int failures,
        boolean changeable) {

    /** Whether nothing is sent to it. */
    public boolean disabled() {
        return disabledAt != null;
    }

    /** What is to be known of it. */
    public WebhookStatus status() {
        if (disabled()) {
            return WebhookStatus.DISABLED;
        }
        if (failures > 0) {
            return WebhookStatus.FAILING;
        }
        return previousUntil == null ? WebhookStatus.ACTIVE : WebhookStatus.ROTATING;
    }
}
