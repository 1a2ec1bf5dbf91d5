package org.latchkey.webhook;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types stand in the database as they do in messages. */
@Converter(autoApply = true)
class EventTypeWord implements AttributeConverter<EventType, String> {

    private static final Map<String, EventType> TYPES =
            Stream.of(EventType.values()).collect(Collectors.toMap(EventType::word, Function.identity()));

    @Override
    public String convertToDatabaseColumn(EventType type) {
        return type == null ? null : type.word();
    }

    @Override
    public EventType convertToEntityAttribute(String word) {
        return word == null ? null : TYPES.get(word);
    }
}
