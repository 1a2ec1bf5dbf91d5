package org.latchkey.graphql;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status what became of the request
 * @param body what JSON is to say, values by name
 */
public record Answer(Status status, Map<String, Object> body) {

    /** What became of a request. */
    public enum Status {
        /** It was executed; single fields may have failed. */
        EXECUTED,
        /** It was not executed: document, operation or variables are not valid. */
        INVALID,
        /** It was not executed: it asks for too much. */
        TOO_COMPLEX,
        /** It was not executed: it would change something where nothing may be changed. */
        READ_ONLY
    }

    /**
     * Writes the body as JSON in UTF-8, and never has it in memory as a whole.
     *
     * @param out is closed in the end
     */
    public void writeTo(OutputStream out) throws IOException {
        JsonText.write(body, out);
    }

    /** An answer that consists of one error. */
    public static Map<String, Object> error(String code, String message) {
        return Map.of("errors", List.of(Map.of("message", message, "extensions", Map.of("code", code))));
    }
}
