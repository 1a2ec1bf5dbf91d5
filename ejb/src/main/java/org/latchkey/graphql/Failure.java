package org.latchkey.graphql;

import jakarta.ejb.EJBAccessException;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Malformed;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.Outage;
import org.latchkey.problem.TooOften;

/**
 * What an exception is in terms of GraphQL.
 *
 * @param status of HTTP, where there is no answer for it
 * @param code a stable word
 * @param message a sentence, which tells nothing of what is inside
 * @param retryAfter how many seconds to wait before the same may be asked again; 0 where that would not help
 */
public record Failure(int status, String code, String message, long retryAfter) {

    private static final long SECONDS_OF_OUTAGE = 5;

    /** What this one is. */
    public static Failure of(Throwable cause) {
        if (cause instanceof Invalid invalid) {
            return new Failure(422, "invalid", invalid.violations().get(0).reason(), 0);
        }
        if (cause instanceof Malformed malformed) {
            return new Failure(400, malformed.code(), malformed.getMessage(), 0);
        }
        if (cause instanceof NotFound) {
            return new Failure(404, "not_found", cause.getMessage(), 0);
        }
        if (cause instanceof Forbidden) {
            return new Failure(403, "permission_missing", cause.getMessage(), 0);
        }
        if (cause instanceof EJBAccessException) {
            return new Failure(403, "forbidden", "This credential may not do that.", 0);
        }
        if (cause instanceof TooOften tooOften) {
            return new Failure(429, tooOften.code(), tooOften.getMessage(), tooOften.retryAfter());
        }
        return Outage.isCauseOf(cause)
                ? new Failure(
                        503,
                        "unavailable",
                        "The database does not answer. Try again in a few seconds.",
                        SECONDS_OF_OUTAGE)
                : new Failure(500, "internal_error", "Something went wrong here. It was logged.", 0);
    }

    /** Whether it is about the question, and so is an answer to it. */
    boolean isRefusal() {
        return retryAfter == 0 && status != 500;
    }
}
