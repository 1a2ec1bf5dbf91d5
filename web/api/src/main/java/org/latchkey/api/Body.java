package org.latchkey.api;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import org.latchkey.json.StrictJson;
import org.latchkey.problem.Malformed;

/**
 * The body of a request, read strictly, at most {@value #DEEPEST} deep. Whoever reads it has seen to its size.
 */
public final class Body {

    private static final int DEEPEST = 8;

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    static Body read(InputStream body) {
        try {
            return new Body(body.readAllBytes());
        } catch (IOException e) {
            throw new Refused(new Problem(400, "unreadable", "The body of this request did not arrive."));
        }
    }

    /** One as it has arrived. */
    public static Body of(byte[] bytes) {
        return new Body(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The fields of the one object that it is. */
    Fields fields() {
        if (json() instanceof JsonObject object) {
            return new Fields(object);
        }
        throw new Refused(Problem.malformedJson("The body must be a JSON object."));
    }

    /** What it is. It is refused with {@code malformed_json} where that is not one JSON value. */
    public JsonValue json() {
        try {
            return StrictJson.read(bytes, DEEPEST);
        } catch (Malformed e) {
            throw new Refused(Problem.malformedJson(e.getMessage()));
        }
    }
}
