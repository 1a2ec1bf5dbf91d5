package org.latchkey.api;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.account.Permission;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.Text;
import org.latchkey.token.KeyTokenTerms;

/**
 * What new tokens are to be; the rules of each field are those of {@link KeyTokenTerms}.
 *
 * @param expiresIn in milliseconds
 * @param permissions that each has of what the key may do; null for all of it
 */
@Schema(
        name = "CreateTokens",
        description = "At least one of `expiresIn`, `count` and `requestLimit` is needed.",
        additionalProperties = Schema.False.class)
public record CreateTokens(
        @Schema(
                description = "For how many milliseconds they work: a minute to 24 hours, and no longer than the key.",
                minimum = "60000",
                maximum = "86400000",
                defaultValue = "3600000",
                nullable = true,
                examples = "900000")
        Long expiresIn,

        @Schema(
                description = "How many.",
                minimum = "1",
                maximum = "" + KeyTokenTerms.MOST_AT_ONCE,
                defaultValue = "1",
                nullable = true,
                examples = "2")
        Integer count,

        @Schema(
                description = "How many requests may be made with each, 1 to 1,000,000; as a text or a number.",
                type = SchemaType.STRING,
                pattern = "^[1-9][0-9]{0,6}$",
                defaultValue = "" + KeyTokenTerms.REQUESTS,
                nullable = true,
                examples = "\"1000\"")
        Integer requestLimit,

        @Schema(
                description = "By which people recognise them; by default none.",
                maxLength = Text.LONGEST_NAME,
                nullable = true,
                examples = "Dashboard")
        String name,

        @Schema(
                description =
                        "Resources with `:view` or `:change`, which has view in it. By default, and with null, all that the key"
                                + " may do, but for `api-access:change` and `company:change`, which no token may.",
                type = SchemaType.ARRAY,
                implementation = String.class,
                maxItems = KeyTokenTerms.MOST_SCOPES,
                nullable = true,
                examples = "[\"customers:view\"]")
        Set<Permission> permissions) {

    /** Reads it, and demands one of the three fields that say how long, how many and how often. */
    static CreateTokens read(Fields fields) {
        CreateTokens wanted = new CreateTokens(
                fields.number("expiresIn"),
                fields.smallNumber("count"),
                fields.count("requestLimit"),
                fields.text("name"),
                fields.permissions("permissions"));
        if (isAbsent(fields, "expiresIn") && isAbsent(fields, "count") && isAbsent(fields, "requestLimit")) {
            fields.add("expiresIn", "one-needed");
        }
        fields.requireValid();
        return wanted;
    }

    private static boolean isAbsent(Fields fields, String name) {
        return !fields.has(name) || fields.isNull(name);
    }

    KeyTokenTerms terms(String issuer) {
        return new KeyTokenTerms(
                expiresIn == null ? KeyTokenTerms.LIFETIME : Duration.ofMillis(expiresIn),
                count == null ? 1 : count,
                requestLimit == null ? KeyTokenTerms.REQUESTS : requestLimit,
                name,
                permissions == null
                        ? Set.of(Scopes.WRITE)
                        : permissions.stream().map(Permission::toString).collect(Collectors.toSet()),
                issuer,
                issuer,
                null);
    }
}
