package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.oauth.Issuer;
import org.latchkey.problem.NotFound;
import org.latchkey.token.KeyTokens;

/** {@code /api/2/auth/tokens}: the short-lived tokens of the key that calls. */
@Path("2/auth")
@Produces(MediaType.APPLICATION_JSON)
@ForKeys
@Tag(name = "Tokens", description = "Keys that create, list and revoke short-lived tokens of their own.")
@APIResponse(responseCode = "400", ref = "Malformed")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "413", ref = "TooLarge")
@APIResponse(responseCode = "415", ref = "Unsupported")
@APIResponse(responseCode = "422", ref = "Invalid")
@APIResponse(responseCode = "429", ref = "TooOften")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class TokensResource {

    @Inject
    private KeyTokens tokens;

    @Inject
    private Issuer issuer;

    @Operation(
            operationId = "createTokens",
            summary = "Create short-lived tokens",
            description =
                    "Each acts as the key that asks, in the key's own company, and travels only as `Authorization: Bearer`."
                            + " Revoking, regenerating or deleting the key ends it. Needs the plan Startup, Growth or"
                            + " Enterprise. A key may create tokens "
                            + KeyTokens.CREATIONS_A_MINUTE
                            + " times a minute.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CreateTokens.class),
                            examples = {
                                @ExampleObject(name = "limited", value = Examples.CREATE_TOKENS),
                                @ExampleObject(name = "one", value = Examples.CREATE_ONE_TOKEN)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The tokens, with their values. They are in no other answer.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Created.class),
                            examples = @ExampleObject(name = "created", value = Examples.CREATED_TOKENS)))
    @APIResponse(
            responseCode = "409",
            description = "`too_many_tokens`: more than " + KeyTokens.MOST_ALIVE + " tokens of the key would be alive.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "too_many_tokens", value = Examples.TOO_MANY_TOKENS)))
    @APIResponse(
            responseCode = "429",
            description = "`token_creations_exceeded`: more creations than are allowed in a minute."
                    + " `rate_limit_exceeded`: more requests.",
            headers = @Header(name = "Retry-After", ref = "Retry-After"),
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples =
                                    @ExampleObject(
                                            name = "token_creations_exceeded",
                                            value = Examples.TOO_MANY_CREATIONS)))
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(InputStream body) {
        CreateTokens wanted = CreateTokens.read(Body.read(body).fields());
        if (!issuer.isReady()) {
            throw new Refused(Problem.withoutTokens());
        }
        List<TokenAnswer> created = tokens.create(wanted.terms(issuer.value())).stream()
                .map(TokenAnswer::of)
                .toList();
        return Response.status(Response.Status.CREATED)
                .entity(new Created(created))
                .build();
    }

    @Operation(
            operationId = "listTokens",
            summary = "List the tokens that are alive, newest first",
            description = "Used up or not: `remaining` tells.")
    @APIResponse(
            responseCode = "200",
            description = "The tokens, without their values.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Tokens.class),
                            examples = @ExampleObject(name = "tokens", value = Examples.TOKENS)))
    @GET
    @Path("tokens")
    public Tokens list() {
        return new Tokens(tokens.list().stream().map(TokenAnswer::of).toList());
    }

    @Operation(
            operationId = "inspectToken",
            summary = "What is left of a token",
            description = "The token is in the body, since addresses end in logs.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Inspect.class),
                            examples = @ExampleObject(name = "token", value = Examples.INSPECT_TOKEN)))
    @APIResponse(
            responseCode = "200",
            description = "The token, without its value.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Inspected.class),
                            examples = @ExampleObject(name = "token", value = Examples.INSPECTED_TOKEN)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_JSON)
    public Inspected inspect(InputStream body) {
        Inspect wanted = Inspect.read(Body.read(body).fields());
        return tokens.find(wanted.token())
                .map(TokenAnswer::of)
                .map(Inspected::new)
                .orElseThrow(() -> new NotFound("token"));
    }

    @Operation(
            operationId = "revokeToken",
            summary = "Revoke a token",
            description = "It is refused from the next request on. Where it has ended before, nothing changes.")
    @APIResponse(
            responseCode = "200",
            description = "It is revoked.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Revoked.class),
                            examples = @ExampleObject(name = "revoked", value = Examples.REVOKED_TOKEN)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @DELETE
    @Path("tokens/{id}")
    public Revoked revoke(
            @Parameter(
                            description = "The id of the token.",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid", examples = Examples.TOKEN_ID))
                    @PathParam("id")
                    String path) {
        UUID id = Ids.read(path, "token");
        tokens.revoke(id);
        return new Revoked(id);
    }

    /** Tokens that were just created. */
    @Schema(name = "TokensCreated", requiredProperties = "createApiTokens")
    public record Created(List<TokenAnswer> createApiTokens) {}

    /** Tokens that are alive. */
    @Schema(name = "Tokens", requiredProperties = "apiTokens")
    public record Tokens(
            @Schema(description = "The newest first.") List<TokenAnswer> apiTokens) {}

    /**
     * Which token is meant.
     *
     * @param token its value
     */
    @Schema(name = "InspectToken", requiredProperties = "token", additionalProperties = Schema.False.class)
    public record Inspect(
            @Schema(description = "The token, as it was created.", examples = Examples.TOKEN_VALUE)
            String token) {

        static Inspect read(Fields fields) {
            Inspect wanted = new Inspect(fields.text("token"));
            if (!fields.has("token") || fields.isNull("token")) {
                fields.add("token", "required");
            }
            fields.requireValid();
            return wanted;
        }

        /** Nothing of it. */
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /** What is left of a token. */
    @Schema(name = "TokenInspected", requiredProperties = "apiToken")
    public record Inspected(TokenAnswer apiToken) {}

    /**
     * A token that was revoked.
     *
     * @param deleteApiToken its id
     */
    @Schema(name = "TokenRevoked", requiredProperties = "deleteApiToken")
    public record Revoked(
            @Schema(description = "The id of the token.", examples = Examples.TOKEN_ID)
            UUID deleteApiToken) {}
}
