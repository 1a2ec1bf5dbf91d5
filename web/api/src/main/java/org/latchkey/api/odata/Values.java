package org.latchkey.api.odata;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.olingo.server.api.ODataApplicationException;
import org.latchkey.api.Body;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/**
 * The values that a body gives to the fields of a thing. They are read here, since a number like 1e999999999 takes all the
 * memory there is where Olingo reads it.
 *
 * @param byField of writable fields; what only the server sets is ignored, as OData demands
 * @param category the address of the category to which a product is bound; empty where the body binds none
 */
record Values(Map<Field, Object> byField, Optional<String> category) {

    private static final Set<String> NAVIGATION = Set.of(Model.COMPANY, Model.CATEGORY, Model.PRODUCTS);
    private static final Set<String> BINDS_CATEGORY = Set.of(Model.CATEGORY + "@odata.bind", Model.CATEGORY + "@bind");
    private static final int LONGEST_NAME = 50;

    /** Further from the point than that nothing has digits. */
    private static final int MOST_DIGITS = 30;

    /**
     * Reads a body.
     *
     * @param complete whether it says all there is, so that what it leaves out has its initial value, or none
     * @throws Invalid where a value is not of its field's type, or belongs to none
     * @throws ODataApplicationException 400 where it is no object, 501 where it makes several things
     */
    static Values read(byte[] body, Kind kind, boolean complete) throws ODataApplicationException {
        if (!(Body.of(body).json() instanceof JsonObject object)) {
            throw Refusal.malformed("The body must be a JSON object.");
        }
        Map<Field, Object> values = new LinkedHashMap<>();
        List<Violation> violations = new ArrayList<>();
        Optional<String> category = Optional.empty();
        for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
            String name = entry.getKey();
            if (kind == Kind.PRODUCTS && BINDS_CATEGORY.contains(name)) {
                category = Optional.of(address(entry.getValue()));
            } else if (NAVIGATION.contains(name) || name.endsWith("bind")) {
                throw Refusal.unsupported("making several things by one body");
            } else if (name.indexOf('@') < 0) {
                read(kind, name, entry.getValue(), values, violations);
            }
        }
        Invalid.refuse(violations);
        if (complete) {
            kind.fields().stream()
                    .filter(field -> field.writable() && !values.containsKey(field))
                    .forEach(field -> values.put(field, field.initial()));
        }
        return new Values(values, category);
    }

    private static void read(
            Kind kind, String name, JsonValue written, Map<Field, Object> values, List<Violation> violations) {
        Field field = kind.field(name).orElse(null);
        if (field == null) {
            violations.add(
                    new Violation(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, "unknown"));
        } else if (field.writable()) {
            Optional<Object> value = value(field.type(), written);
            if (value.isEmpty() && written != JsonValue.NULL) {
                violations.add(new Violation(name, "malformed"));
            } else {
                values.put(field, value.orElse(null));
            }
        }
    }

    /** Numbers may be texts, as clients write them that have none so large (IEEE754Compatible). */
    private static Optional<Object> value(Field.Type type, JsonValue written) {
        return switch (type) {
            case TEXT -> written instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
            case BOOLEAN ->
                written == JsonValue.TRUE || written == JsonValue.FALSE
                        ? Optional.of(written == JsonValue.TRUE)
                        : Optional.empty();
            case INSTANT -> Optional.empty();
            case ID, INTEGER, DECIMAL ->
                written instanceof JsonString text
                        ? type.parse(text.getString())
                        : written instanceof JsonNumber number
                                ? plain(number.bigDecimalValue()).flatMap(type::parse)
                                : Optional.empty();
        };
    }

    private static Optional<String> plain(BigDecimal number) {
        boolean small = Math.abs((long) number.precision() - number.scale()) <= MOST_DIGITS
                && number.scale() <= MOST_DIGITS
                && number.scale() >= -MOST_DIGITS;
        return small ? Optional.of(number.toPlainString()) : Optional.empty();
    }

    private static String address(JsonValue written) throws ODataApplicationException {
        if (written instanceof JsonString text && text.getString().length() <= Bounds.LONGEST_LINK) {
            return text.getString();
        }
        throw Refusal.malformed("A binding is the address of one thing.");
    }
}
