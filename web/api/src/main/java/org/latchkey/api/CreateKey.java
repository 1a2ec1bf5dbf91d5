package org.latchkey.api;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;
import org.latchkey.problem.Text;

/**
 * What a new key is to be; the rules of each field are those of {@link NewKey} and {@link KeySettings}.
 *
 * @param companyId where it is to belong; null for the company of the key that asks for it
 * @param permissions that it asks for; null for all that its owner has
 */
@Schema(name = "CreateKey", requiredProperties = "name", additionalProperties = Schema.False.class)
public record CreateKey(
        @Schema(description = "Where it is to belong; by default to the company of the key that asks.", examples = "1")
        Long companyId,

        @Schema(
                description = "Unique in the company among keys not deleted, in any case of letters. It stays.",
                minLength = 1,
                maxLength = Text.LONGEST_NAME,
                examples = "ERP nightly sync")
        String name,

        @Schema(
                description = "The last day on which it works, in the company's time zone, at most 100 years ahead. It"
                        + " stays. By default the key never expires, unless the company forbids that.",
                nullable = true,
                examples = "2030-12-31")
        LocalDate expiresOn,

        @Schema(maxLength = KeySettings.LONGEST_NOTES, nullable = true, examples = "For the ERP")
        String notes,

        @Schema(
                description =
                        "Resources with `:view` or `:change`, which has view in it. By default, and with null, all that the owner has, now"
                                + " and later.",
                type = SchemaType.ARRAY,
                implementation = String.class,
                nullable = true,
                examples = "[\"customers:view\"]")
        Set<Permission> permissions,

        @Schema(description = "Whether it acts in every company of its owner.", nullable = true, defaultValue = "false")
        Boolean allCompanies,

        @Schema(
                description = "Addresses and CIDR ranges from which it may be used; by default anywhere.",
                maxItems = KeySettings.MOST_ADDRESSES,
                nullable = true,
                examples = "[\"10.0.0.0/8\"]")
        List<String> addresses,

        @Schema(
                description = "By default what the company has set.",
                minimum = "1",
                maximum = "" + KeySettings.MOST_REQUESTS,
                nullable = true,
                examples = "600")
        Integer requestsPerMinute) {

    /** Reads it; what is not there has its default. */
    static CreateKey read(Fields fields) {
        CreateKey wanted = new CreateKey(
                fields.number("companyId"),
                fields.text("name"),
                fields.day("expiresOn"),
                fields.text("notes"),
                fields.permissions("permissions"),
                fields.flag("allCompanies"),
                fields.texts("addresses"),
                fields.smallNumber("requestsPerMinute"));
        fields.requireValid();
        return wanted;
    }

    NewKey wanted() {
        return new NewKey(
                name,
                expiresOn,
                new KeySettings(notes, permissions, Boolean.TRUE.equals(allCompanies), addresses, requestsPerMinute));
    }
}
