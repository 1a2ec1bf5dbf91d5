package org.latchkey.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;

/** All resources are below {@code /api}. What the OpenAPI document says of all of them stands here. */
@ApplicationPath("api")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Latchkey API",
                        version = "2",
                        description = "Send a key as `x-api-key: apik:…` or `Authorization: Bearer apik:…`, an access"
                                + " token as `Authorization: Bearer …` only. Every error is"
                                + " a problem (RFC 9457) with a stable `code`. Answers to a key tell its limit in"
                                + " `RateLimit` and `RateLimit-Policy`, and in its last 14 days when it expires, in"
                                + " `Latchkey-Key-Expires`. Bodies have at most 64 kB, but for files to import."),
        servers = @Server(url = "/", description = "This server."),
        security = {@SecurityRequirement(name = "key"), @SecurityRequirement(name = "bearer")},
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = "key",
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.HEADER,
                                    apiKeyName = "x-api-key",
                                    description = "An API key, as it is."),
                            @SecurityScheme(
                                    securitySchemeName = "bearer",
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    description = "An API key, or an access token.")
                        },
                        parameters = {
                            @Parameter(
                                    name = "id",
                                    in = ParameterIn.PATH,
                                    required = true,
                                    description = "The id of the key.",
                                    schema =
                                            @Schema(type = SchemaType.STRING, format = "uuid", examples = Examples.ID)),
                            @Parameter(
                                    name = "If-Match",
                                    in = ParameterIn.HEADER,
                                    description = "The ETag of the version that is meant; by default any.",
                                    schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
                        },
                        headers = {
                            @Header(
                                    name = "ETag",
                                    description = "The version of the key, for `If-Match`.",
                                    schema = @Schema(type = SchemaType.STRING, examples = "\"3\"")),
                            @Header(
                                    name = "Retry-After",
                                    description = "How many seconds to wait.",
                                    schema = @Schema(type = SchemaType.INTEGER, examples = "20"))
                        },
                        responses = {
                            @APIResponse(
                                    name = "Malformed",
                                    description = "`malformed_json`: the body is no JSON object in UTF-8, has a name"
                                            + " twice, or is nested too deeply. `malformed_header`: no such ETag is"
                                            + " possible. `credential_ambiguous`: two different keys.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "malformed_json",
                                                                    value = Examples.MALFORMED))),
                            @APIResponse(
                                    name = "Unauthenticated",
                                    description = "`credential_missing`, `credential_malformed`, `credential_unknown`,"
                                            + " `key_expired`, `key_revoked`, `key_regenerated`, `owner_inactive`;"
                                            + " `token_unknown`, `token_expired`, `token_ended`, `token_exhausted`,"
                                            + " `token_misplaced`, `token_audience`, `proof_missing`, `proof_invalid`.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "key_expired",
                                                                    value = Examples.UNAUTHENTICATED))),
                            @APIResponse(
                                    name = "Forbidden",
                                    description = "`permission_missing`: the key or its owner lacks `permission`."
                                            + " `insufficient_scope`: the access token lacks it. `key_required`: this is not"
                                            + " for access tokens. `address_not_allowed`: not from this address."
                                            + " `plan_without_tokens`: the company's plan has no short-lived tokens.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "permission_missing",
                                                                    value = Examples.FORBIDDEN))),
                            @APIResponse(
                                    name = "NotFound",
                                    description = "`not_found`: there is none, or none that the caller may know of.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "not_found",
                                                                    value = Examples.NOT_FOUND))),
                            @APIResponse(
                                    name = "Conflict",
                                    description = "`key_revoked`, `key_expired`: what the key has become does not allow"
                                            + " this. `changed`: somebody has changed it at the same moment.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "key_revoked",
                                                                    value = Examples.CONFLICT))),
                            @APIResponse(
                                    name = "Changed",
                                    description = "`precondition_failed`: the key is none of the versions in"
                                            + " `If-Match`.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "precondition_failed",
                                                                    value = Examples.CHANGED))),
                            @APIResponse(
                                    name = "TooLarge",
                                    description = "`too_large`: the body has more than 64 kB.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "too_large",
                                                                    value = Examples.TOO_LARGE))),
                            @APIResponse(
                                    name = "Unsupported",
                                    description = "`unsupported_media_type`: the body must be JSON, and say so.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unsupported_media_type",
                                                                    value = Examples.UNSUPPORTED))),
                            @APIResponse(
                                    name = "Invalid",
                                    description = "`invalid`: `errors` names every field that is not valid.",
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "invalid",
                                                                    value = Examples.INVALID))),
                            @APIResponse(
                                    name = "TooOften",
                                    description = "`rate_limit_exceeded`: more requests than are allowed in a minute.",
                                    headers = @Header(name = "Retry-After", ref = "Retry-After"),
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "rate_limit_exceeded",
                                                                    value = Examples.TOO_OFTEN))),
                            @APIResponse(
                                    name = "Unavailable",
                                    description = "`unavailable`: credentials cannot be checked at the moment.",
                                    headers = @Header(name = "Retry-After", ref = "Retry-After"),
                                    content =
                                            @Content(
                                                    mediaType = Problem.MEDIA_TYPE,
                                                    schema = @Schema(implementation = Problem.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "unavailable",
                                                                    value = Examples.UNAVAILABLE)))
                        }))
public class Api extends Application {}
