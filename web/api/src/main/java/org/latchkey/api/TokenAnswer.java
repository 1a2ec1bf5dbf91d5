package org.latchkey.api;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.credential.Scopes;
import org.latchkey.token.KeyToken;
import org.latchkey.token.NewKeyToken;

/**
 * A short-lived token, as answers tell it.
 *
 * @param token its value; only in the answer that creates it
 * @param permissions that it has of what its key may do; null for all of it
 * @param expiresTimeString when it ends, in UTC with milliseconds
 */
@JsonbPropertyOrder({"id", "token", "name", "permissions", "expiresTimeString", "requestLimit", "remaining"})
@Schema(
        name = "Token",
        requiredProperties = {"id", "name", "permissions", "expiresTimeString", "requestLimit", "remaining"})
public record TokenAnswer(
        @Schema(description = "The id, which is the `jti` of the token.", examples = Examples.TOKEN_ID)
        UUID id,

        @Schema(
                description = "The token, a JWT. Only in the answer that creates it: it is stored nowhere.",
                examples = Examples.TOKEN_VALUE)
        String token,

        @Schema(description = "Possibly empty.", examples = "Dashboard")
        String name,

        @Schema(
                description = "What it has of what its key may do; null for all of it.",
                nullable = true,
                examples = "[\"customers:view\"]")
        @JsonbNillable
        List<String> permissions,

        @Schema(
                description = "The first moment at which it is no longer accepted.",
                format = "date-time",
                examples = "2026-11-21T10:30:00.000Z")
        String expiresTimeString,

        @Schema(description = "How many requests may be made with it.", examples = "1000")
        String requestLimit,

        @Schema(description = "How many of them are left.", examples = "999")
        String remaining) {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    /** A token without its value. */
    static TokenAnswer of(KeyToken token) {
        return of(token, null);
    }

    /** A token with its value. */
    static TokenAnswer of(NewKeyToken created) {
        return of(created.token(), created.value());
    }

    private static TokenAnswer of(KeyToken token, String value) {
        return new TokenAnswer(
                token.id(),
                value,
                token.name(),
                token.scopes().contains(Scopes.WRITE) ? null : token.scopes(),
                MILLISECONDS.format(token.expiresAt()),
                Integer.toString(token.requestLimit()),
                Integer.toString(token.remaining()));
    }

    /** The id only: the value is redacted. */
    @Override
    public String toString() {
        return "TokenAnswer[" + id + "]";
    }
}
