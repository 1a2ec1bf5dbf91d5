package org.latchkey.api;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.latchkey.account.Access;
import org.latchkey.apikey.RepeatableCreates;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Malformed;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.Outage;
import org.latchkey.problem.PlanNeeded;
import org.latchkey.problem.TooOften;
import org.latchkey.realm.Refusal;

/** Whatever a resource throws, as a problem. */
@Provider
public class Problems implements ExceptionMapper<Exception> {

    static final int RETRY_AFTER_SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    @Inject
    private Access access;

    @Override
    public Response toResponse(Exception e) {
        if (e instanceof WebApplicationException known) {
            // Keeps its headers, such as Allow.
            return body(
                    Response.fromResponse(known.getResponse()),
                    Problem.of(known.getResponse().getStatus()));
        }
        Problem problem = problem(e, access);
        Response.ResponseBuilder response = Response.status(problem.status());
        headers(e, problem).forEach(response::header);
        return body(response, problem);
    }

    /**
     * What an exception tells whoever called.
     *
     * @param e what a service has thrown
     * @param access tells by what they called
     */
    public static Problem problem(Exception e, Access access) {
        return e instanceof Forbidden forbidden && access.isBeyondScopes(forbidden.permission())
                ? Problem.insufficientScope(forbidden.permission())
                : problem(e);
    }

    /** The headers that belong to a problem which an exception has become. */
    public static Map<String, String> headers(Exception e, Problem problem) {
        if (problem.code().equals(Problem.INSUFFICIENT_SCOPE)) {
            return Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge(problem.permission()));
        }
        if (e instanceof TooOften tooOften) {
            return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(tooOften.retryAfter()));
        }
        return problem.status() == Refusal.UNAVAILABLE.status()
                ? Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                : Map.of();
    }

    /** Of RFC 6750, section 3.1. */
    private static String challenge(String permission) {
        return "Bearer realm=\"latchkey\", error=\"insufficient_scope\", scope=\"" + permission + "\"";
    }

    /** What is to be said; whatever is our own mistake is logged. */
    static Problem problem(Exception e) {
        if (e instanceof Refused refused) {
            return refused.problem();
        }
        if (e instanceof Invalid invalid) {
            return Problem.invalid(invalid.violations());
        }
        if (e instanceof Malformed malformed) {
            return Problem.malformed(malformed);
        }
        if (e instanceof NotFound) {
            return new Problem(404, "not_found", e.getMessage());
        }
        if (e instanceof Conflict conflict) {
            // Nothing stands in the way of the request but its own header.
            int status = conflict.code().equals(RepeatableCreates.REUSED) ? 422 : 409;
            return new Problem(status, conflict.code(), e.getMessage());
        }
        if (e instanceof Forbidden forbidden) {
            return Problem.missing(forbidden.permission(), e.getMessage());
        }
        if (e instanceof TooOften tooOften) {
            return new Problem(429, tooOften.code(), e.getMessage());
        }
        if (e instanceof PlanNeeded plan) {
            return new Problem(403, plan.code(), e.getMessage());
        }
        if (e instanceof EJBAccessException) {
            return Problem.forbidden();
        }
        if (Outage.isCauseOf(e)) {
            LOG.log(WARNING, "The database does not answer: {0}", e.toString());
            return new Problem(
                    503, Refusal.UNAVAILABLE.code(), "The database does not answer. Try again in a few seconds.");
        }
        LOG.log(ERROR, "A request failed", e);
        return Problem.of(500);
    }

    private static Response body(Response.ResponseBuilder response, Problem problem) {
        return response.type(Problem.MEDIA_TYPE).entity(problem.toJson()).build();
    }
}
