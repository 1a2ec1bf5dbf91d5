package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.KeySummary;
import org.latchkey.credential.ApiKey;

/**
 * A key, as answers tell it. What is null is absent, but for the permissions.
 *
 * @param key its value; only in the answer that makes or regenerates it
 * @param version counts its changes; its ETag
 * @param permissions that it asks for; null for all that its owner has
 */
@JsonbPropertyOrder({
    "id",
    "key",
    "version",
    "companyId",
    "name",
    "hint",
    "notes",
    "owner",
    "status",
    "expiresOn",
    "expiresAt",
    "permissions",
    "effectivePermissions",
    "missingPermissions",
    "allCompanies",
    "addresses",
    "requestsPerMinute",
    "lastUsedAt",
    "createdAt",
    "revokedAt",
    "revokedBy",
    "previousUntil",
    "previousUntilUsed"
})
public record KeyAnswer(
        UUID id,
        String key,
        int version,
        long companyId,
        String name,
        String hint,
        String notes,
        Owner owner,
        String status,
        LocalDate expiresOn,
        Instant expiresAt,
        @JsonbNillable List<String> permissions,
        List<String> effectivePermissions,
        List<String> missingPermissions,
        boolean allCompanies,
        List<String> addresses,
        Integer requestsPerMinute,
        Instant lastUsedAt,
        Instant createdAt,
        Instant revokedAt,
        String revokedBy,
        Instant previousUntil,
        Boolean previousUntilUsed) {

    /** A key without its value. */
    static KeyAnswer of(KeySummary key) {
        return of(key, null);
    }

    /** A key with its value. */
    static KeyAnswer of(KeySummary key, ApiKey value) {
        KeySettings settings = key.settings();
        return new KeyAnswer(
                key.id(),
                value == null ? null : value.reveal(),
                key.version(),
                key.companyId(),
                key.name(),
                key.hint(),
                settings.notes(),
                new Owner(
                        key.owner().id(),
                        key.owner().name(),
                        key.owner().service(),
                        key.owner().active()),
                key.status().name().toLowerCase(Locale.ROOT),
                key.expiresOn(),
                key.expiresAt(),
                settings.permissions() == null
                        ? null
                        : words(settings.permissions().stream().sorted().toList()),
                words(key.effective()),
                words(key.missing()),
                settings.allCompanies(),
                settings.addresses(),
                settings.requestsPerMinute(),
                key.lastUsedAt(),
                key.createdAt(),
                key.revokedAt(),
                key.revokedBy(),
                key.previousUntil(),
                key.previousUntil() == null ? null : (Boolean) key.previousUntilUsed());
    }

    private static List<String> words(List<Permission> permissions) {
        return permissions.stream().map(Permission::toString).toList();
    }

    /**
     * As whom a key acts.
     *
     * @param service whether that is a service account, which nobody signs in with
     * @param active false where the owner is disabled or has left the company; the key is refused then
     */
    @JsonbPropertyOrder({"id", "name", "service", "active"})
    public record Owner(long id, String name, boolean service, boolean active) {}
}
