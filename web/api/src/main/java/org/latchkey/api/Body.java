package org.latchkey.api;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The body of a request, read strictly: UTF-8, one JSON value, no name twice in an object, at most {@value #DEEPEST} deep.
 * Whoever reads it has seen to its size.
 */
public final class Body {

    private static final int DEEPEST = 8;
    private static final JsonProvider JSON = JsonProvider.provider();

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
        String text = text();
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            requireSimple(text);
            return reader.readValue();
        } catch (JsonException | NoSuchElementException | UnsupportedOperationException e) {
            // Numbers of thousands of digits are an unsupported operation.
            throw new Refused(Problem.malformedJson("The body must be JSON."));
        }
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused(Problem.malformedJson("The body must be in UTF-8."));
        }
    }

    private static void requireSimple(String text) {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> open.push(new HashSet<>());
                    case END_OBJECT, END_ARRAY -> open.pop();
                    case KEY_NAME -> {
                        if (!open.element().add(parser.getString())) {
                            throw new Refused(Problem.malformedJson("The body has a name twice in one object."));
                        }
                    }
                    default -> {
                        // A value.
                    }
                }
                if (open.size() > DEEPEST) {
                    throw new Refused(Problem.malformedJson("The body is nested too deeply."));
                }
            }
        }
    }
}
