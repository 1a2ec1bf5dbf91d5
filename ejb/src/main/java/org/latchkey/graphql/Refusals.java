package org.latchkey.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.schema.DataFetchingEnvironment;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.latchkey.problem.Forbidden;

/**
 * What services refuse, as errors of a field. Everything else is no answer at all, and is told to whoever has asked, unless
 * something was changed before.
 */
final class Refusals implements DataFetcherExceptionHandler {

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters parameters) {
        DataFetchingEnvironment environment = parameters.getDataFetchingEnvironment();
        Throwable cause = parameters.getException();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Call call = Reading.call(environment);
        Failure failure = Failure.of(cause);
        GraphQLError error = GraphqlErrorBuilder.newError(environment)
                .message("%s", failure.message())
                .extensions(extensions(cause, failure, call))
                .build();
        RuntimeException noted = cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        if (failure.isRefusal()) {
            call.refused(noted);
        } else {
            call.failed(noted);
        }
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static Map<String, Object> extensions(Throwable cause, Failure failure, Call call) {
        if (cause instanceof Forbidden forbidden) {
            String permission = forbidden.permission();
            // As the other APIs tell it to a token.
            String code = call.access().isBeyondScopes(permission) ? "insufficient_scope" : failure.code();
            return Map.of("code", code, "permission", permission);
        }
        return Map.of("code", failure.code());
    }
}
