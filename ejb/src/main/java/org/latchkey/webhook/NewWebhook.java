package org.latchkey.webhook;

import java.util.UUID;

/**
 * What whoever receives messages needs to know.
 *
 * @param secret by which messages are signed, {@code whsec_…}; it can never be had again
 */
public record NewWebhook(UUID id, String secret) {

    /** The id only: the secret is redacted. */
    @Override
    public String toString() {
        return id + ":[redacted]";
    }
}
