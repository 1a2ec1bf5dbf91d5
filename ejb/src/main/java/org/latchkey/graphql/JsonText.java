package org.latchkey.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.latchkey.problem.Malformed;

/** JSON as maps, lists, texts, numbers, truth values and null. Read strictly: no name twice, at most {@value #DEEPEST} deep. */
final class JsonText {

    private static final int DEEPEST = 16;

    /** Whole numbers of that many digits are ints; GraphQL makes of the others what a type asks for. */
    private static final int DIGITS_OF_INT = 9;

    private static final JsonProvider JSON = JsonProvider.provider();

    private JsonText() {}

    static Object read(byte[] bytes) {
        try {
            return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw malformed("JSON is in UTF-8.");
        }
    }

    static Object read(String text) {
        try (JsonParser parser = JSON.createParser(new StringReader(text))) {
            Object value = value(parser, parser.next(), 1);
            if (parser.hasNext()) {
                throw malformed("There is something behind the JSON.");
            }
            return value;
        } catch (JsonException | NoSuchElementException | UnsupportedOperationException e) {
            // Numbers of thousands of digits are an unsupported operation.
            throw malformed("This is no JSON.");
        }
    }

    private static Object value(JsonParser parser, JsonParser.Event event, int depth) {
        if (depth > DEEPEST) {
            throw malformed("The JSON is nested too deeply.");
        }
        return switch (event) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER -> number(parser.getBigDecimal());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, Object> object(JsonParser parser, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.next() == JsonParser.Event.KEY_NAME) {
            String name = parser.getString();
            if (object.containsKey(name)) {
                throw malformed("The JSON has a name twice in one object.");
            }
            object.put(name, value(parser, parser.next(), depth + 1));
        }
        return object;
    }

    private static List<Object> array(JsonParser parser, int depth) {
        List<Object> array = new ArrayList<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            array.add(value(parser, event, depth + 1));
        }
        return array;
    }

    private static Object number(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= DIGITS_OF_INT ? (Object) number.intValue() : number;
    }

    private static Malformed malformed(String message) {
        return new Malformed("malformed_json", null, message);
    }

    static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(value, json);
        }
        return text.toString();
    }

    static void write(Object value, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            write(value, json);
        } catch (JsonException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    private static void write(Object value, JsonGenerator json) {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            object.forEach((name, of) -> {
                json.writeKey(name.toString());
                write(of, json);
            });
            json.writeEnd();
        } else if (value instanceof Iterable<?> array) {
            json.writeStartArray();
            array.forEach(of -> write(of, json));
            json.writeEnd();
        } else if (value instanceof Integer number) {
            json.write(number);
        } else if (value instanceof Number number) {
            json.write(new BigDecimal(number.toString()));
        } else if (value instanceof Boolean truth) {
            json.write(truth);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.write(value.toString());
        }
    }
}
