package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
@Schema(
        name = "Key",
        requiredProperties = {
            "id",
            "version",
            "companyId",
            "name",
            "hint",
            "notes",
            "owner",
            "status",
            "permissions",
            "effectivePermissions",
            "missingPermissions",
            "allCompanies",
            "addresses",
            "createdAt"
        })
public record KeyAnswer(
        @Schema(description = "The public id, which is part of the value.", examples = Examples.ID)
        UUID id,

        @Schema(
                description = "The value. Only in the answer that makes or regenerates the key: it is stored nowhere.",
                examples = Examples.VALUE)
        String key,

        @Schema(description = "Counts the changes; in quotes it is the ETag.", examples = "3")
        int version,

        @Schema(description = "The company to which the key belongs.", examples = "1")
        long companyId,

        @Schema(description = "Unique in the company.", examples = "ERP nightly sync")
        String name,

        @Schema(description = "The last four characters of the value.", examples = "9aQz")
        String hint,

        @Schema(description = "Possibly empty.", examples = "For the ERP")
        String notes,

        @Schema(description = "As whom the key acts.") Owner owner,

        @Schema(
                description =
                        "`expiring` is accepted for 14 more days at most; while it is `rotating`, so is the secret"
                                + " before this one.",
                enumeration = {"active", "expiring", "rotating", "expired", "revoked"})
        String status,

        @Schema(
                description = "The last day on which the key works, in the company's time zone. Absent where it never"
                        + " expires.",
                examples = "2030-12-31")
        LocalDate expiresOn,

        @Schema(description = "The first moment at which it is no longer accepted.", examples = "2031-01-01T00:00:00Z")
        Instant expiresAt,

        @Schema(
                description = "What the key asks for of its owner's permissions; null for all of them.",
                nullable = true,
                examples = "[\"customers:view\"]")
        @JsonbNillable
        List<String> permissions,

        @Schema(description = "What it may do in its company now.", examples = "[\"customers:view\"]")
        List<String> effectivePermissions,

        @Schema(description = "What it asks for and its owner does not have there now.", examples = "[]")
        List<String> missingPermissions,

        @Schema(description = "Whether it acts in every company of its owner, or in its own only.")
        boolean allCompanies,

        @Schema(
                description = "Addresses and CIDR ranges from which it may be used; empty for anywhere.",
                examples = "[\"10.0.0.0/8\"]")
        List<String> addresses,

        @Schema(description = "Its own limit. Absent where the company's holds.", examples = "600")
        Integer requestsPerMinute,

        @Schema(description = "Right to within 10 seconds. Absent where it was never used.")
        Instant lastUsedAt,

        @Schema(description = "When it was made.") Instant createdAt,
        @Schema(description = "Absent where it was not.") Instant revokedAt,

        @Schema(description = "By whom. Absent where it was not, or Latchkey did it by itself.", examples = "Dana Demo")
        String revokedBy,

        @Schema(
                description = "The first moment at which the secret before this one is no longer accepted. Absent where"
                        + " none is.")
        Instant previousUntil,

        @Schema(description = "Whether that one ends with the first use of the current one.")
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
    @Schema(
            name = "Owner",
            requiredProperties = {"id", "name", "service", "active"})
    @JsonbPropertyOrder({"id", "name", "service", "active"})
    public record Owner(
            @Schema(description = "The id of the user.", examples = "1")
            long id,

            @Schema(description = "The name of the user.", examples = "Dana Demo")
            String name,

            @Schema(description = "Whether it is a service account, which nobody signs in with.")
            boolean service,

            @Schema(description = "False where the owner is disabled or has left: the key is refused then.")
            boolean active) {}

    /** The id only: the value is redacted. */
    @Override
    public String toString() {
        return "KeyAnswer[" + id + "]";
    }
}
