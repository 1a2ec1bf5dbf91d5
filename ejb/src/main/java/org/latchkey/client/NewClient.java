package org.latchkey.client;

import java.util.UUID;

/**
 * What a developer puts into the configuration of an application.
 *
 * @param id the {@code client_id}
 * @param secret the {@code client_secret}, which is not stored and can never be had again; null where it has none
 */
public record NewClient(UUID id, String secret) {

    /** The id only: the secret is redacted. */
    @Override
    public String toString() {
        return id + ":[redacted]";
    }
}
