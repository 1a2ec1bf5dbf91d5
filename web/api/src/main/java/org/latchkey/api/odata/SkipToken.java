package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.olingo.server.api.ODataApplicationException;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Query.Order;

/**
 * Where the next page begins: after the values that the last thing of this page has in the fields by which they are sorted,
 * and its id. So the thousandth page is found as fast as the first.
 */
final class SkipToken {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** How many conditions it takes at most to tell what is behind. */
    static final int MOST_CONDITIONS = 40;

    /** By how many fields an order may be: each takes conditions with all before it. */
    private static final int MOST_FIELDS = 4;

    private SkipToken() {}

    /** Whether an order can be told by values: it is one by fields only, and by few. */
    static boolean fits(List<Order> order) {
        return order.size() <= MOST_FIELDS && order.stream().allMatch(by -> by.term() instanceof Value);
    }

    /** After this thing, which has been read with the fields of the order. */
    static String after(List<Order> order, Item last) {
        JsonArrayBuilder values = JSON.createArrayBuilder();
        for (Field field : fields(order)) {
            Object value = last.get(field);
            if (value == null) {
                values.addNull();
            } else {
                values.add(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(values.build().toString().getBytes(UTF_8));
    }

    /**
     * What is true of everything behind.
     *
     * @throws ODataApplicationException 400 where it is no token of this order
     */
    static Condition condition(String token, List<Order> order) throws ODataApplicationException {
        List<Field> fields = fields(order);
        List<Object> values = values(token, fields);
        boolean last = !order.isEmpty() && order.get(order.size() - 1).descending();
        List<Condition> any = new ArrayList<>();
        List<Condition> same = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            boolean descending = i < order.size() ? order.get(i).descending() : last;
            List<Condition> behind = new ArrayList<>(same);
            behind.add(behind(fields.get(i), descending, values.get(i)));
            any.add(new And(behind));
            same.add(Condition.of(fields.get(i), Comparison.EQUAL, values.get(i)));
        }
        return new Or(any);
    }

    /** Nothing is before everything. */
    private static Condition behind(Field field, boolean descending, Object value) {
        if (value == null) {
            return descending ? new Or(List.of()) : Condition.of(field, Comparison.UNEQUAL, null);
        }
        if (!descending) {
            return Condition.of(field, Comparison.GREATER, value);
        }
        Condition less = Condition.of(field, Comparison.LESS, value);
        return field.nullable() ? new Or(List.of(less, Condition.of(field, Comparison.EQUAL, null))) : less;
    }

    private static List<Field> fields(List<Order> order) {
        List<Field> fields = new ArrayList<>();
        order.forEach(by -> fields.add(((Value) by.term()).field()));
        fields.add(Field.ID);
        return fields;
    }

    private static List<Object> values(String token, List<Field> fields) throws ODataApplicationException {
        JsonArray written = array(token);
        if (written.size() != fields.size()) {
            throw malformed();
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            JsonValue value = written.get(i);
            boolean needed = i == fields.size() - 1;
            if (value instanceof JsonString text) {
                values.add(fields.get(i).type().parse(text.getString()).orElseThrow(SkipToken::malformed));
            } else if (value == JsonValue.NULL && !needed) {
                values.add(null);
            } else {
                throw malformed();
            }
        }
        return values;
    }

    private static JsonArray array(String token) throws ODataApplicationException {
        try (JsonReader reader = JSON.createReader(
                new StringReader(new String(Base64.getUrlDecoder().decode(token), UTF_8)))) {
            return reader.readArray();
        } catch (IllegalArgumentException | JsonException | IllegalStateException e) {
            throw malformed();
        }
    }

    static ODataApplicationException malformed() {
        return Refusal.malformed("$skiptoken is none of this list.");
    }
}
