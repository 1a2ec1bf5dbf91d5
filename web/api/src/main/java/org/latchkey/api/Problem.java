package org.latchkey.api;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.latchkey.imports.ImportResult;
import org.latchkey.imports.RowError;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Malformed;
import org.latchkey.realm.Refusal;

/**
 * An error as programs read it (RFC 9457), without {@code type}: it would say no more than {@code code} does.
 *
 * @param title the name of the status
 * @param status of the answer
 * @param code a stable word
 * @param detail a sentence for people
 * @param permission that is missing, as {@code api-access:change}; null where it is another error
 * @param errors the fields that are not valid; null where it is another error
 */
@Schema(
        name = "Problem",
        requiredProperties = {"title", "status", "code", "detail"})
public record Problem(
        @Schema(description = "The name of the status.", examples = "Forbidden")
        String title,

        @Schema(description = "The HTTP status.", examples = "403")
        int status,

        @Schema(description = "A stable word for programs.", examples = "permission_missing")
        String code,

        @Schema(description = "A sentence for people.") String detail,

        @Schema(
                description = "The permission that is missing, in a `permission_missing` and an `insufficient_scope`.",
                examples = "api-access:change")
        String permission,

        @Schema(
                description =
                        "Every field that is not valid, in an `invalid`; the one that cannot be read, in a `malformed_query`.")
        List<FieldError> errors) {

    /** The name of the request attribute that holds the problem of a request that was refused on its way to a resource. */
    static final String ATTRIBUTE = Problem.class.getName();

    static final String MEDIA_TYPE = "application/problem+json";

    static final String INSUFFICIENT_SCOPE = "insufficient_scope";

    private static final JsonProvider JSON = JsonProvider.provider();

    /** An error that says no more than that. */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, null, null);
    }

    private Problem(int status, String code, String detail, String permission, List<FieldError> errors) {
        this(title(status), status, code, detail, permission, errors);
    }

    private static String title(int status) {
        Status known = Status.fromStatusCode(status);
        return known == null ? "Unprocessable Content" : known.getReasonPhrase();
    }

    /** What goes without saying more than the status does. */
    static Problem of(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "not_found", "There is nothing at this address.");
            case 405 -> new Problem(405, "method_not_allowed", "This address does not take this method.");
            case 406 -> new Problem(406, "not_acceptable", "This address answers with another type of content.");
            case 413 -> new Problem(413, "too_large", "The body of this request is too large.");
            case 415 -> new Problem(415, "unsupported_media_type", "This address takes another type of content.");
            case 500 -> new Problem(500, "internal_error", "Something went wrong here. It was logged.");
            default -> new Problem(status, "refused", "This request was refused.");
        };
    }

    static Problem missing(String permission, String detail) {
        return new Problem(403, "permission_missing", detail, permission, null);
    }

    /** What this kind of credential may not do, whatever permissions come with it. */
    static Problem forbidden() {
        return new Problem(403, "forbidden", "This credential may not do that.");
    }

    /** What an access token may not do, whatever it is for. */
    static Problem keyRequired() {
        return new Problem(403, "key_required", "Keys and tokens are managed with an API key, never with a token.");
    }

    /** That nothing can be issued here, as long as nobody tells the server its address. */
    static Problem withoutTokens() {
        return new Problem(
                503, Refusal.UNAVAILABLE.code(), "This server issues no tokens: it does not know its address.");
    }

    /** That a company has called an API as often as its plan allows. */
    public static Problem beyondPlan() {
        return new Problem(
                429,
                Refusal.RATE_LIMIT.code(),
                "The company has made as many requests to this API as its plan allows in a minute.");
    }

    static Problem insufficientScope(String permission) {
        return new Problem(
                403,
                INSUFFICIENT_SCOPE,
                "The scopes of this access token do not allow " + permission + ".",
                permission,
                null);
    }

    static Problem invalid(List<Violation> violations) {
        List<FieldError> errors = violations.stream()
                .map(it -> new FieldError(it.field(), it.code(), it.reason()))
                .toList();
        return new Problem(422, "invalid", "Some of this is not valid.", null, errors);
    }

    /** That nobody knows what the request asks for. */
    static Problem malformed(Malformed malformed) {
        List<FieldError> errors = malformed.field() == null
                ? null
                : List.of(new FieldError(malformed.field(), "malformed", malformed.getMessage()));
        return new Problem(400, malformed.code(), malformed.getMessage(), null, errors);
    }

    /** A file of which nothing was imported. */
    static Problem invalidRows(ImportResult result) {
        String detail = result.errorCount() == 1
                ? "One thing in this file is not valid. Nothing was imported."
                : result.errorCount() + " things in this file are not valid. Nothing was imported.";
        return new Problem(422, "invalid_rows", detail, null, FieldError.of(result.errors()));
    }

    static Problem malformedJson(String detail) {
        return new Problem(400, "malformed_json", detail);
    }

    String toJson() {
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("title", title)
                .add("status", status)
                .add("code", code)
                .add("detail", detail);
        if (permission != null) {
            json.add("permission", permission);
        }
        if (errors != null) {
            JsonArrayBuilder fields = JSON.createArrayBuilder();
            errors.forEach(it -> fields.add(it.toJson()));
            json.add("errors", fields);
        }
        return json.build().toString();
    }

    /**
     * A field that is not valid.
     *
     * @param line of a file, from 1; null where it is about something else
     * @param column of a file, from 1; null where it is about something else, or about no column in particular
     * @param field its name; of a header or a parameter too; {@code file} where a line as a whole is not valid
     * @param code a stable word for the rule that it breaks
     * @param detail a sentence for people
     */
    @Schema(
            name = "FieldError",
            requiredProperties = {"field", "code", "detail"})
    public record FieldError(
            @Schema(description = "The line of an imported file, from 1.", examples = "7")
            Long line,

            @Schema(description = "The column of an imported file, from 1.", examples = "2")
            Integer column,

            @Schema(description = "The field, header or parameter.", examples = "expiresOn")
            String field,

            @Schema(
                    description = "A stable word for the rule that it breaks.",
                    examples = {"required", "malformed", "unknown", "too-long", "past", "beyond-own"})
            String code,

            @Schema(description = "A sentence for people.", examples = "This day is over.")
            String detail) {

        /** Of a request, which has no lines. */
        public FieldError(String field, String code, String detail) {
            this(null, null, field, code, detail);
        }

        static List<FieldError> of(List<RowError> errors) {
            return errors.stream()
                    .map(it -> new FieldError(
                            it.line(),
                            it.column() == 0 ? null : (Integer) it.column(),
                            it.field() == null ? "file" : it.field(),
                            it.code(),
                            Violation.reason(it.code())))
                    .toList();
        }

        JsonObjectBuilder toJson() {
            JsonObjectBuilder json = JSON.createObjectBuilder();
            if (line != null) {
                json.add("line", line);
            }
            if (column != null) {
                json.add("column", column);
            }
            return json.add("field", field).add("code", code).add("detail", detail);
        }
    }
}
