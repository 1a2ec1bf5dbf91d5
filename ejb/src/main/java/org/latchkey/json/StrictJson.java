package org.latchkey.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.latchkey.problem.Malformed;

/** Reads JSON strictly: UTF-8, one value, no name twice in an object, and not too deep. Whoever reads it has seen to its size. */
public final class StrictJson {

    private static final JsonProvider JSON = JsonProvider.provider();

    private StrictJson() {}

    /**
     * Reads it.
     *
     * @param bytes in UTF-8
     * @param deepest how many objects and arrays may be in each other
     * @throws Malformed with {@code malformed_json} where it is anything else
     */
    public static JsonValue read(byte[] bytes, int deepest) {
        try {
            return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), deepest);
        } catch (CharacterCodingException e) {
            throw malformed("JSON must be in UTF-8.");
        }
    }

    /** Reads it from a text; see {@link #read(byte[], int)}. */
    public static JsonValue read(String text, int deepest) {
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            requireSimple(text, deepest);
            return reader.readValue();
        } catch (JsonException | NoSuchElementException | UnsupportedOperationException e) {
            // Numbers of thousands of digits are an unsupported operation.
            throw malformed("This must be JSON.");
        }
    }

    private static void requireSimple(String text, int deepest) {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> open.push(new HashSet<>());
                    case END_OBJECT, END_ARRAY -> open.pop();
                    case KEY_NAME -> {
                        if (!open.element().add(parser.getString())) {
                            throw malformed("The JSON has a name twice in one object.");
                        }
                    }
                    default -> {
                        // A value.
                    }
                }
                if (open.size() > deepest) {
                    throw malformed("The JSON is nested too deeply.");
                }
            }
        }
    }

    private static Malformed malformed(String message) {
        return new Malformed("malformed_json", null, message);
    }
}
