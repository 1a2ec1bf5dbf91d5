package org.latchkey.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.schema.DataFetchingEnvironment;
import jakarta.ejb.EJBAccessException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;

/** What services refuse, as errors of a field. Everything else is no answer at all, and is told to whoever has asked. */
final class Refusals implements DataFetcherExceptionHandler {

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        DataFetchingEnvironment environment = parameters.getDataFetchingEnvironment();
        Throwable cause = parameters.getException();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        GraphQLError error = GraphqlErrorBuilder.newError(environment)
                .message("%s", message(cause))
                .extensions(extensions(cause))
                .build();
        note(cause, Reading.call(environment));
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static String message(Throwable cause) {
        return cause instanceof Invalid invalid
                ? invalid.violations().get(0).reason()
                : String.valueOf(cause.getMessage());
    }

    private static Map<String, Object> extensions(Throwable cause) {
        if (cause instanceof NotFound) {
            return Map.of("code", "not_found");
        }
        if (cause instanceof Forbidden forbidden) {
            return Map.of("code", "permission_missing", "permission", forbidden.permission());
        }
        return Map.of("code", cause instanceof Invalid ? "invalid" : "forbidden");
    }

    private static void note(Throwable cause, Call call) {
        if (cause instanceof NotFound
                || cause instanceof Forbidden
                || cause instanceof Invalid
                || cause instanceof EJBAccessException) {
            call.refused((RuntimeException) cause);
        } else {
            call.failed(cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause));
        }
    }
}
