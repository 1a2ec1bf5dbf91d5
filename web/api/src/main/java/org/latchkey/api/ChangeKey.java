package org.latchkey.api;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySettings;
import org.latchkey.problem.Text;

/**
 * What is to change of a key, as a JSON merge patch (RFC 7396): what is absent stays, what is null goes back to its default.
 *
 * @param permissions that it asks for; null for all that its owner has
 * @param ownerId to whom it is handed over; only by itself, since that is a deed of its own
 * @param serviceName of a service account that is made, and to which it is handed over; only with its role
 * @param serviceRole the name of that one's role
 */
@Schema(
        name = "ChangeKey",
        description = "What is absent stays, what is null goes back to its default.",
        additionalProperties = Schema.False.class)
public record ChangeKey(
        @Schema(maxLength = KeySettings.LONGEST_NOTES, nullable = true, examples = "For the ERP")
        String notes,

        @Schema(
                description = "Null for all that the owner has, now and later.",
                type = SchemaType.ARRAY,
                implementation = String.class,
                nullable = true,
                examples = "[\"customers:view\"]")
        Set<Permission> permissions,

        @Schema(description = "Whether it acts in every company of its owner.", nullable = true)
        Boolean allCompanies,

        @Schema(
                description = "Empty or null for anywhere.",
                maxItems = KeySettings.MOST_ADDRESSES,
                nullable = true,
                examples = "[\"10.0.0.0/8\"]")
        List<String> addresses,

        @Schema(
                description = "Null for what the company has set.",
                minimum = "1",
                maximum = "" + KeySettings.MOST_REQUESTS,
                nullable = true,
                examples = "600")
        Integer requestsPerMinute,

        @Schema(
                description = "Hands the key to another member of its company, there only; the secret stays. Only by"
                        + " itself, since that is a deed of its own.",
                examples = "2")
        Long ownerId,

        @Schema(
                description =
                        "Makes a service account of this name, with which nobody signs in, and hands the key to it."
                                + " Only with serviceRole.",
                maxLength = Text.LONGEST_NAME,
                examples = "ERP")
        String serviceName,

        @Schema(description = "The name of the service account's role in the company.", examples = "Viewer")
        String serviceRole) {

    private static final List<String> IMMUTABLE = List.of("id", "companyId", "name", "expiresOn");
    private static final String OWNER = "ownerId";
    private static final String SERVICE_NAME = "serviceName";
    private static final String SERVICE_ROLE = "serviceRole";

    /** Reads it, as far as that goes without the key. */
    static ChangeKey read(Fields fields) {
        IMMUTABLE.stream().filter(fields::has).forEach(name -> fields.add(name, "immutable"));
        ChangeKey change = new ChangeKey(
                fields.text("notes"),
                fields.permissions("permissions"),
                fields.flag("allCompanies"),
                fields.texts("addresses"),
                fields.smallNumber("requestsPerMinute"),
                fields.number(OWNER),
                fields.text(SERVICE_NAME),
                fields.text(SERVICE_ROLE));
        if (fields.has(OWNER) && !fields.isOnly(OWNER)) {
            fields.add(OWNER, "alone");
        } else if (fields.isNull(OWNER)) {
            fields.add(OWNER, "required");
        }
        if (change.isForService(fields) && !fields.isOnly(SERVICE_NAME, SERVICE_ROLE)) {
            if (!fields.has(SERVICE_NAME)) {
                fields.add(SERVICE_NAME, "required");
            } else if (!fields.has(SERVICE_ROLE)) {
                fields.add(SERVICE_ROLE, "required");
            } else {
                fields.add(SERVICE_NAME, "alone");
            }
        }
        fields.requireValid();
        return change;
    }

    /** Whether the key is to be handed to a new service account. */
    boolean isForService(Fields fields) {
        return fields.has(SERVICE_NAME) || fields.has(SERVICE_ROLE);
    }

    /** What the key has with this. */
    KeySettings applied(KeySettings before, Fields fields) {
        return new KeySettings(
                fields.has("notes") ? notes : before.notes(),
                fields.has("permissions") ? permissions : before.permissions(),
                fields.has("allCompanies") ? Boolean.TRUE.equals(allCompanies) : before.allCompanies(),
                fields.has("addresses") ? addresses : before.addresses(),
                fields.has("requestsPerMinute") ? requestsPerMinute : before.requestsPerMinute());
    }
}
