package org.latchkey.graphql;

import java.util.Map;
import org.latchkey.problem.Malformed;

/**
 * What is asked, as GraphQL over HTTP writes it.
 *
 * @param query one or more operations, and fragments
 * @param operationName which of the operations; null where there is one only
 * @param variables by name
 * @param readOnly whether nothing but queries is answered
 */
public record Request(String query, String operationName, Map<String, Object> variables, boolean readOnly) {

    /** The most bytes of a request. */
    public static final int MOST_BYTES = 100_000;

    /**
     * Reads the body of a POST.
     *
     * @param json in UTF-8; whoever calls has seen to its size
     * @throws Malformed where it is anything but one request
     */
    public static Request parse(byte[] json) {
        if (JsonText.read(json) instanceof Map<?, ?> body) {
            requireMap("extensions", body.get("extensions"));
            return of(body.get("query"), body.get("operationName"), body.get("variables"), false);
        }
        throw new Malformed("malformed_request", null, "A request is one JSON object.");
    }

    /**
     * Reads the parameters of a GET, which may ask for nothing but queries.
     *
     * @param query null where it is missing
     * @param operationName null where it is missing
     * @param variables JSON; null or empty where they are missing
     * @param extensions the same
     * @throws Malformed where they make no request
     */
    public static Request parse(String query, String operationName, String variables, String extensions) {
        requireMap("extensions", json(extensions));
        return of(query, operationName, json(variables), true);
    }

    private static Object json(String text) {
        return text == null || text.isEmpty() ? null : JsonText.read(text);
    }

    private static Request of(Object query, Object operationName, Object variables, boolean readOnly) {
        if (!(query instanceof String text)) {
            throw new Malformed("malformed_request", "query", "A request has a query, which is a text.");
        }
        if (operationName != null && !(operationName instanceof String)) {
            throw new Malformed("malformed_request", "operationName", "The name of an operation is a text.");
        }
        return new Request(text, (String) operationName, requireMap("variables", variables), readOnly);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> requireMap(String name, Object value) {
        if (value != null && !(value instanceof Map)) {
            throw new Malformed("malformed_request", name, "The " + name + " of a request are an object.");
        }
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
