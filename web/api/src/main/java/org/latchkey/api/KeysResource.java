package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.account.Access;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeyQuery;
import org.latchkey.apikey.KeySummary;
import org.latchkey.apikey.NewKey;
import org.latchkey.apikey.RepeatableCreates;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.realm.CallerSeal;

/** {@code /api/2/auth/keys}: keys that make, change and end keys, for scripts and infrastructure as code. */
@Path("2/auth/keys")
@Produces(MediaType.APPLICATION_JSON)
@ForKeys
@Tag(name = "Keys", description = "Keys that make, change and end keys.")
@APIResponse(responseCode = "400", ref = "Malformed")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "413", ref = "TooLarge")
@APIResponse(responseCode = "415", ref = "Unsupported")
@APIResponse(responseCode = "422", ref = "Invalid")
@APIResponse(responseCode = "429", ref = "TooOften")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class KeysResource {

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    private ApiKeys keys;

    @Inject
    private KeyList list;

    @Inject
    private RepeatableCreates creates;

    @Inject
    private Access access;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @Context
    private HttpServletRequest request;

    @Operation(
            operationId = "listKeys",
            summary = "List keys, newest first",
            description =
                    "Needs api-access:view; a key without it sees its owner's. The access token of an OAuth client may list and read keys, and do nothing else with them. New and deleted keys do not move the pages.")
    @Parameter(
            name = "companyId",
            in = ParameterIn.QUERY,
            description = "By default the company of the key or access token that asks.",
            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Parameter(
            name = "search",
            in = ParameterIn.QUERY,
            description = "Part of the name, or of the owner's name or email, or the hint.",
            schema = @Schema(type = SchemaType.STRING, maxLength = KeyQuery.LONGEST_SEARCH))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"active", "expiring", "rotating", "expired", "revoked"}))
    @Parameter(name = "ownerId", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "" + ListQuery.MOST,
                            defaultValue = "" + ListQuery.DEFAULT_LIMIT))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of the answer before.",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Some keys.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeysAnswer.class),
                            examples = @ExampleObject(name = "keys", value = Examples.KEYS)))
    @ForKeys(andForClients = true)
    @GET
    public KeysAnswer list() {
        ListQuery query = ListQuery.read(uri.getQueryParameters());
        long companyId = company(query.companyId());
        Cursor after = query.after();
        List<KeySummary> found = next(companyId, query, after, query.limit());
        Cursor end = null;
        if (found.size() == query.limit()) {
            KeySummary last = found.get(found.size() - 1);
            end = new Cursor(last.createdAt(), last.id());
        }
        boolean more = end != null && !next(companyId, query, end, 1).isEmpty();
        return new KeysAnswer(found.stream().map(KeyAnswer::of).toList(), more ? end.toString() : null);
    }

    private List<KeySummary> next(long companyId, ListQuery query, Cursor after, int most) {
        return after == null
                ? list.next(companyId, query.keys(), null, null, most)
                : list.next(companyId, query.keys(), after.id(), after.createdAt(), most);
    }

    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description =
                    "It acts as the owner of the key that asks, and may never do more than that key itself. Needs api-access:change.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CreateKey.class),
                            examples = {
                                @ExampleObject(name = "limited", value = Examples.CREATE),
                                @ExampleObject(name = "all", value = Examples.CREATE_SHORT)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The key, with its value. It is in no other answer.",
            headers = {
                @Header(name = "ETag", ref = "ETag"),
                @Header(
                        name = "Location",
                        description = "The address of the key.",
                        schema = @Schema(type = SchemaType.STRING, format = "uri"))
            },
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "made", value = Examples.KEY_WITH_VALUE)))
    @APIResponse(
            responseCode = "409",
            description = "`idempotency_key_in_use`: the same is being asked for at this moment."
                    + " `idempotency_key_sealed`: the key was made, for another secret of the caller.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "idempotency_key_in_use", value = Examples.IN_USE)))
    @APIResponse(
            responseCode = "422",
            description = "`invalid`: `errors` names every field that is not valid. `idempotency_key_reused`: the"
                    + " Idempotency-Key was used for another request.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "invalid", value = Examples.INVALID)))
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @Parameter(
                            description =
                                    "Makes it safe to ask twice: for 24 hours the same request, to the byte, gets the"
                                            + " same answer, and is done once. What was refused is not kept.",
                            schema = @Schema(type = SchemaType.STRING, pattern = "^[!-~]{8,255}$"))
                    @HeaderParam("Idempotency-Key")
                    String idempotencyKey,
            InputStream body) {
        Body read = Body.read(body);
        CreateKey wanted = CreateKey.read(read.fields());
        long companyId = company(wanted.companyId());
        String answer = idempotencyKey == null
                ? createOnce(companyId, wanted.wanted())
                : creates.create(
                        companyId,
                        wanted.wanted(),
                        idempotencyKey,
                        read.bytes(),
                        (CallerSeal) request.getAttribute(CallerSeal.ATTRIBUTE),
                        KeysResource::created);
        KeyAnswer made = JSON.fromJson(answer, KeyAnswer.class);
        return Response.created(
                        uri.getAbsolutePathBuilder().path(made.id().toString()).build())
                .tag(tag(made.version()))
                .entity(answer)
                .build();
    }

    private String createOnce(long companyId, NewKey wanted) {
        ApiKey key = keys.create(companyId, wanted);
        return created(key, list.get(key.id()));
    }

    private static String created(ApiKey key, KeySummary summary) {
        return JSON.toJson(KeyAnswer.of(summary, key));
    }

    @Operation(
            operationId = "getKey",
            summary = "Read a key",
            description = "Needs api-access:view, or to be its owner's.")
    @APIResponse(
            responseCode = "200",
            description = "The key.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "key", value = Examples.KEY)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @ForKeys(andForClients = true)
    @GET
    @Path("{id}")
    public Response get(@Parameter(ref = "id") @PathParam("id") String id) {
        return answer(list.get(id(id)));
    }

    @Operation(
            operationId = "changeKey",
            summary = "Change a key, or hand it over",
            description =
                    "A JSON merge patch (RFC 7396). Name and expiry stay. Needs api-access:change; for more than notes, to be the owner's or company:change; to hand over, company:change.")
    @Parameter(ref = "If-Match")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MERGE_PATCH,
                            schema = @Schema(implementation = ChangeKey.class),
                            examples = {
                                @ExampleObject(name = "change", value = Examples.CHANGE),
                                @ExampleObject(name = "reset", value = Examples.RESET),
                                @ExampleObject(name = "handOver", value = Examples.HAND_OVER),
                                @ExampleObject(name = "service", value = Examples.SERVICE)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The key as it is now.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "key", value = Examples.KEY)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "412", ref = "Changed")
    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(@Parameter(ref = "id") @PathParam("id") String path, InputStream body) {
        UUID id = id(path);
        IfMatch condition = condition();
        Fields fields = Body.read(body).fields();
        ChangeKey change = ChangeKey.read(fields);
        KeySummary before = list.get(id);
        condition.require(before.version());
        try {
            // What was read is what is changed: a change in between is not undone.
            if (change.ownerId() != null) {
                keys.handOver(id, before.version(), change.ownerId());
            } else if (change.isForService(fields)) {
                keys.handOverToService(id, before.version(), change.serviceName(), change.serviceRole());
            } else if (fields.isOnly("notes")) {
                keys.annotate(id, before.version(), change.notes());
            } else if (!fields.isEmpty()) {
                keys.edit(id, before.version(), change.applied(before.settings(), fields));
            }
        } catch (Conflict e) {
            throw failure(e, condition);
        }
        return answer(list.get(id));
    }

    @Operation(
            operationId = "regenerateKey",
            summary = "Give a key another secret",
            description =
                    "Id, name and all else stay. By default the old secret is refused at once. Needs to be the owner's, or company:change and whatever the key may do.")
    @Parameter(ref = "If-Match")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RegenerateKey.class),
                            examples = {@ExampleObject(name = "overlap", value = Examples.REGENERATE)}))
    @APIResponse(
            responseCode = "200",
            description = "The key, with its new value. It is in no other answer.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "regenerated", value = Examples.KEY_WITH_VALUE)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "412", ref = "Changed")
    @POST
    @Path("{id}/regenerate")
    public Response regenerate(@Parameter(ref = "id") @PathParam("id") String path, InputStream body) {
        UUID id = id(path);
        IfMatch condition = condition();
        Body read = Body.read(body);
        RegenerateKey wanted = RegenerateKey.DEFAULT;
        if (!read.isEmpty()) {
            requireJson();
            wanted = RegenerateKey.read(read.fields());
        }
        Integer version = version(id, condition);
        try {
            ApiKey key = keys.regenerate(id, version, wanted.length(), wanted.untilUsed());
            KeySummary after = list.get(id);
            return Response.ok(KeyAnswer.of(after, key))
                    .tag(tag(after.version()))
                    .build();
        } catch (Conflict e) {
            throw failure(e, condition);
        }
    }

    @Operation(
            operationId = "endPreviousSecret",
            summary = "End the old secret of a regenerated key now",
            description = "Where it has ended before, nothing changes.")
    @Parameter(ref = "If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The key as it is now.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "key", value = Examples.KEY)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "Changed")
    @POST
    @Path("{id}/end-previous")
    public Response endPrevious(@Parameter(ref = "id") @PathParam("id") String path) {
        UUID id = id(path);
        // It ends a secret that was to end anyway: whoever has changed the key since has not changed that.
        version(id, condition());
        keys.endPrevious(id);
        return answer(list.get(id));
    }

    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description =
                    "It is refused from the next request on, and keeps its record. It does not come back. Needs api-access:change.")
    @Parameter(ref = "If-Match")
    @APIResponse(
            responseCode = "200",
            description = "The key as it is now.",
            headers = @Header(name = "ETag", ref = "ETag"),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeyAnswer.class),
                            examples = @ExampleObject(name = "key", value = Examples.KEY)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "Changed")
    @POST
    @Path("{id}/revoke")
    public Response revoke(@Parameter(ref = "id") @PathParam("id") String path) {
        UUID id = id(path);
        IfMatch condition = condition();
        Integer version = version(id, condition);
        try {
            keys.revoke(id, version);
        } catch (Conflict e) {
            throw failure(e, condition);
        }
        return answer(list.get(id));
    }

    @Operation(
            operationId = "deleteKey",
            summary = "Delete a key",
            description =
                    "It is refused from the next request on; only its audit events stay. Needs api-access:change.")
    @Parameter(ref = "If-Match")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "412", ref = "Changed")
    @DELETE
    @Path("{id}")
    public void delete(@Parameter(ref = "id") @PathParam("id") String path) {
        UUID id = id(path);
        IfMatch condition = condition();
        Integer version = version(id, condition);
        try {
            keys.delete(id, version);
        } catch (Conflict e) {
            throw failure(e, condition);
        }
    }

    @Operation(
            operationId = "getKeyUsage",
            summary = "How a key was used of late",
            description = "Right to within 10 seconds.")
    @APIResponse(
            responseCode = "200",
            description = "How it was used.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = UsageAnswer.class),
                            examples = @ExampleObject(name = "usage", value = Examples.USAGE)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @ForKeys(andForClients = true)
    @GET
    @Path("{id}/usage")
    public UsageAnswer usage(@Parameter(ref = "id") @PathParam("id") String id) {
        return UsageAnswer.of(list.usage(id(id)));
    }

    private long company(Long asked) {
        return asked == null ? access.companyOfCredential() : asked;
    }

    private static UUID id(String path) {
        return Ids.read(path, "key");
    }

    /** As {@code @Consumes} does it, which refuses a call without a body too. */
    private void requireJson() {
        if (!MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType())) {
            throw new NotSupportedException();
        }
    }

    private IfMatch condition() {
        return IfMatch.of(headers.getRequestHeader(HttpHeaders.IF_MATCH));
    }

    /** The version for which a condition holds, null where it holds for all. */
    private Integer version(UUID id, IfMatch condition) {
        if (condition.isAny()) {
            return null;
        }
        int version = list.get(id).version();
        condition.require(version);
        return version;
    }

    private static RuntimeException failure(Conflict e, IfMatch condition) {
        return e.code().equals(Conflict.CHANGED) && !condition.isAny() ? IfMatch.failed() : e;
    }

    private static Response answer(KeySummary key) {
        return Response.ok(KeyAnswer.of(key)).tag(tag(key.version())).build();
    }

    private static EntityTag tag(int version) {
        return new EntityTag(Integer.toString(version));
    }
}
