package org.latchkey.webhook;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The body of a message, as Standard Webhooks has it. */
final class Payload {

    // Json itself searches for the provider at each call, through all that the application has.
    private static final JsonProvider JSON = JsonProvider.provider();

    private Payload() {}

    /** @param data texts, whole numbers, truth values and lists of them, by name */
    static String of(EventType type, Instant at, Map<String, ?> data) {
        JsonObjectBuilder values = JSON.createObjectBuilder();
        data.forEach((name, value) -> values.add(name, json(value)));
        return JSON.createObjectBuilder()
                .add("type", type.word())
                .add("timestamp", at.toString())
                .add("data", values)
                .build()
                .toString();
    }

    private static JsonValue json(Object value) {
        if (value instanceof Collection<?> several) {
            JsonArrayBuilder list = JSON.createArrayBuilder();
            several.forEach(one -> list.add(json(one)));
            return list.build();
        }
        if (value instanceof Boolean truth) {
            return truth ? JsonValue.TRUE : JsonValue.FALSE;
        }
        return value instanceof Number number
                ? JSON.createValue(number.longValue())
                : JSON.createValue(String.valueOf(value));
    }
}
