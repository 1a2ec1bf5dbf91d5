package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.apikey.Leaks;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** {@code POST /api/2/auth/leaks}: keys that somebody has found, from anybody. */
@Path("2/auth/leaks")
@Tag(name = "Leaks", description = "What was found where no key should be.")
public class LeaksResource {

    private static final String FIELD = "keys";
    private static final int LONGEST = 200;

    @Inject
    private Leaks leaks;

    @Operation(
            operationId = "reportLeaks",
            summary = "Report keys that were found where none should be",
            description =
                    "Needs no key. What is real is revoked, and its owner told. The answer is the same whatever was"
                            + " found. At most 30 reports a minute from an address.")
    @SecurityRequirements
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {Report.class, Finding[].class}),
                            examples = {
                                @ExampleObject(name = "keys", value = Examples.LEAKS),
                                @ExampleObject(name = "secretScanning", value = Examples.LEAKS_GITHUB)
                            }))
    @APIResponse(
            responseCode = "202",
            description = "It was looked at.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Received.class),
                            examples = @ExampleObject(name = "received", value = Examples.RECEIVED)))
    @APIResponse(responseCode = "400", ref = "Malformed")
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "Unsupported")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "429", ref = "TooOften")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response report(InputStream body) {
        List<String> suspects = suspects(Body.read(body));
        if (suspects.isEmpty()) {
            throw invalid("required");
        }
        if (suspects.size() > Leaks.MOST_SUSPECTS) {
            throw invalid("too-many");
        }
        if (suspects.stream().anyMatch(it -> it.length() > LONGEST)) {
            throw invalid("too-long");
        }
        leaks.report(suspects);
        return Response.accepted(new Received(suspects.size())).build();
    }

    private static List<String> suspects(Body body) {
        if (body.json() instanceof JsonArray found) {
            return found.stream().map(LeaksResource::token).toList();
        }
        Fields fields = body.fields();
        List<String> keys = fields.texts(FIELD);
        fields.requireValid();
        return keys == null ? List.of() : keys;
    }

    /** As GitHub's secret scanning reports it, beside type, address and whatever else it says. */
    private static String token(JsonValue found) {
        if (found instanceof JsonObject object && object.get("token") instanceof JsonString token) {
            return token.getString();
        }
        throw new Invalid(List.of(new Violation("token", "malformed")));
    }

    private static Invalid invalid(String code) {
        return new Invalid(List.of(new Violation(FIELD, code)));
    }

    /**
     * What was found.
     *
     * @param keys that may be any
     */
    @Schema(name = "LeakReport", requiredProperties = "keys")
    public record Report(
            @Schema(
                    description = "What may be a key, at most 200 characters each.",
                    minItems = 1,
                    maxItems = Leaks.MOST_SUSPECTS)
            List<String> keys) {}

    /**
     * Something found, as GitHub's secret scanning says it.
     *
     * @param token that may be a key
     * @param type of what it may be; ignored
     * @param url where it was found; ignored
     */
    @Schema(name = "SecretScanningFinding", requiredProperties = "token")
    public record Finding(
            @Schema(maxLength = LONGEST) String token,
            @Schema(examples = "latchkey_api_key") String type,
            @Schema(format = "uri") String url) {}

    /**
     * The answer, whatever was found.
     *
     * @param received how many suspects arrived
     */
    @Schema(name = "LeaksReceived", requiredProperties = "received")
    public record Received(
            @Schema(description = "How many suspects arrived.")
            int received) {}
}
