package org.latchkey.graphql;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.execution.InputMapDefinesTooManyFieldsException;
import graphql.execution.NonNullableValueCoercedAsNullException;
import graphql.introspection.GoodFaithIntrospection;
import graphql.schema.CoercingParseValueException;
import graphql.validation.ValidationError;
import graphql.validation.ValidationErrorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latchkey.graphql.Answer.Status;

/** What the engine has found, as an answer tells it: each error with a stable code in its extensions. */
final class Errors {

    static final String READ_ONLY = "query_only";
    static final String TOO_COMPLEX = "too_complex";

    private Errors() {}

    /** @param cancelled whether what looks like a wrong document is one that is too large */
    static Answer answer(ExecutionResult result, boolean cancelled) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<Map<String, Object>> errors = result.getErrors().stream()
                .map(error -> error(error, cancelled))
                .toList();
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        if (result.isDataPresent()) {
            body.put("data", result.getData());
            return new Answer(Status.EXECUTED, body);
        }
        return new Answer(status(result, cancelled), body);
    }

    private static Status status(ExecutionResult result, boolean cancelled) {
        List<String> codes =
                result.getErrors().stream().map(error -> code(error, cancelled)).toList();
        if (codes.contains(READ_ONLY)) {
            return Status.READ_ONLY;
        }
        return codes.contains(TOO_COMPLEX) ? Status.TOO_COMPLEX : Status.INVALID;
    }

    static boolean isSyntax(GraphQLError error) {
        return error.getErrorType() == ErrorType.InvalidSyntax;
    }

    private static Map<String, Object> error(GraphQLError error, boolean cancelled) {
        Map<String, Object> told = new LinkedHashMap<>(error.toSpecification());
        Map<String, Object> extensions = new LinkedHashMap<>();
        extensions.put("code", code(error, cancelled));
        if (error.getExtensions() != null) {
            extensions.putAll(error.getExtensions());
        }
        extensions.remove("classification");
        told.put("extensions", extensions);
        return told;
    }

    private static String code(GraphQLError error, boolean cancelled) {
        if (error.getExtensions() != null && error.getExtensions().get("code") instanceof String own) {
            return own;
        }
        if (isSyntax(error)) {
            return cancelled ? TOO_COMPLEX : "syntax_error";
        }
        if (error instanceof CoercingParseValueException
                || error instanceof NonNullableValueCoercedAsNullException
                || error instanceof InputMapDefinesTooManyFieldsException) {
            return "invalid_variables";
        }
        if (isTooComplex(error)) {
            return TOO_COMPLEX;
        }
        // Found while it was executed, the one is: a value that is not as the schema says.
        return error.getErrorType() == ErrorType.ValidationError
                        || error.getErrorType() == ErrorType.OperationNotSupported
                ? "invalid_query"
                : "invalid_value";
    }

    private static boolean isTooComplex(GraphQLError error) {
        if (error instanceof GoodFaithIntrospection.BadFaithIntrospectionError
                || error.getErrorType() == ErrorType.ExecutionAborted) {
            return true;
        }
        return error instanceof ValidationError validation
                && (validation.getValidationErrorType() == ValidationErrorType.MaxQueryDepthExceeded
                        || validation.getValidationErrorType() == ValidationErrorType.MaxQueryFieldsExceeded);
    }
}
