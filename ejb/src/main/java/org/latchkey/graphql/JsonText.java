package org.latchkey.graphql;

import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latchkey.json.StrictJson;

/** JSON as maps, lists, texts, numbers, truth values and null. Read strictly, at most {@value #DEEPEST} deep. */
final class JsonText {

    private static final int DEEPEST = 16;

    /** Whole numbers of that many digits are ints; GraphQL makes of the others what a type asks for. */
    private static final int DIGITS_OF_INT = 9;

    private static final JsonProvider JSON = JsonProvider.provider();

    private JsonText() {}

    static Object read(byte[] bytes) {
        return plain(StrictJson.read(bytes, DEEPEST));
    }

    static Object read(String text) {
        return plain(StrictJson.read(text, DEEPEST));
    }

    private static Object plain(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                value.asJsonObject().forEach((name, of) -> object.put(name, plain(of)));
                yield object;
            }
            case ARRAY -> {
                List<Object> array = new ArrayList<>();
                value.asJsonArray().forEach(of -> array.add(plain(of)));
                yield array;
            }
            case STRING -> ((JsonString) value).getString();
            case NUMBER -> number(((JsonNumber) value).bigDecimalValue());
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
        };
    }

    private static Object number(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= DIGITS_OF_INT ? (Object) number.intValue() : number;
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
