package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.util.regex.Pattern;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeySummary;
import org.latchkey.apikey.NewKey;
import org.latchkey.apikey.RepeatableCreates;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.NotFound;
import org.latchkey.realm.CallerSeal;

/** {@code /api/2/auth/keys}: keys that make, change and end keys, for scripts and infrastructure as code. */
@Path("2/auth/keys")
@Produces(MediaType.APPLICATION_JSON)
public class KeysResource {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Jsonb JSON = JsonbBuilder.create();

    @Inject
    private ApiKeys keys;

    @Inject
    private KeyList list;

    @Inject
    private RepeatableCreates creates;

    @Context
    private UriInfo uri;

    @Context
    private HttpHeaders headers;

    @Context
    private HttpServletRequest request;

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

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@HeaderParam("Idempotency-Key") String idempotencyKey, InputStream body) {
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

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return answer(list.get(id(id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MERGE_PATCH, MediaType.APPLICATION_JSON})
    public Response change(@PathParam("id") String path, InputStream body) {
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

    @POST
    @Path("{id}/regenerate")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response regenerate(@PathParam("id") String path, InputStream body) {
        UUID id = id(path);
        IfMatch condition = condition();
        Body read = Body.read(body);
        RegenerateKey wanted = read.isEmpty() ? RegenerateKey.DEFAULT : RegenerateKey.read(read.fields());
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

    @POST
    @Path("{id}/end-previous")
    public Response endPrevious(@PathParam("id") String path) {
        UUID id = id(path);
        // It ends a secret that was to end anyway: whoever has changed the key since has not changed that.
        version(id, condition());
        keys.endPrevious(id);
        return answer(list.get(id));
    }

    @POST
    @Path("{id}/revoke")
    public Response revoke(@PathParam("id") String path) {
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

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String path) {
        UUID id = id(path);
        IfMatch condition = condition();
        Integer version = version(id, condition);
        try {
            keys.delete(id, version);
        } catch (Conflict e) {
            throw failure(e, condition);
        }
    }

    @GET
    @Path("{id}/usage")
    public UsageAnswer usage(@PathParam("id") String id) {
        return UsageAnswer.of(list.usage(id(id)));
    }

    private long company(Long asked) {
        return asked == null ? keys.presented().companyId() : asked;
    }

    /** What is no id is the id of no key. */
    private static UUID id(String path) {
        if (!ID.matcher(path).matches()) {
            throw new NotFound("key");
        }
        return UUID.fromString(path);
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
