package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.server.api.ODataApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query.Order;

class SkipTokenTest {

    private static final Field PRICE = Kind.PRODUCTS.field("price").orElseThrow();
    private static final Field CATEGORY = Model.CATEGORY_ID;

    @Test
    void pageBeginsBehindTheLastThing() throws Exception {
        List<Order> order = List.of(Order.by(PRICE, false));
        BigDecimal price = new BigDecimal("2.5000");
        String token = SkipToken.after(order, item(PRICE, price));
        assertThat(SkipToken.condition(token, order))
                .isEqualTo(any(
                        all(Condition.of(PRICE, Comparison.GREATER, price)),
                        all(
                                Condition.of(PRICE, Comparison.EQUAL, price),
                                Condition.of(Field.ID, Comparison.GREATER, 7L))));
    }

    @Test
    void nothingComesFirstAndTheIdGoesTheSameWay() throws Exception {
        List<Order> up = List.of(Order.by(CATEGORY, false));
        assertThat(SkipToken.condition(SkipToken.after(up, item(CATEGORY, null)), up))
                .isEqualTo(any(
                        all(Condition.of(CATEGORY, Comparison.UNEQUAL, null)),
                        all(
                                Condition.of(CATEGORY, Comparison.EQUAL, null),
                                Condition.of(Field.ID, Comparison.GREATER, 7L))));
        List<Order> down = List.of(Order.by(CATEGORY, true));
        assertThat(SkipToken.condition(SkipToken.after(down, item(CATEGORY, 5L)), down))
                .isEqualTo(any(
                        all(any(
                                Condition.of(CATEGORY, Comparison.LESS, 5L),
                                Condition.of(CATEGORY, Comparison.EQUAL, null))),
                        all(
                                Condition.of(CATEGORY, Comparison.EQUAL, 5L),
                                Condition.of(Field.ID, Comparison.LESS, 7L))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "!", "[", "[]", "[\"x\",\"7\"]", "[\"1\",null]", "[1,2]", "[\"1\",\"7\",\"8\"]", "{}", "[["})
    void whatIsNoneIsRefused(String json) {
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
        for (String each : List.of(token, json)) {
            assertThatThrownBy(() -> SkipToken.condition(each, List.of(Order.by(PRICE, false))))
                    .isInstanceOfSatisfying(
                            ODataApplicationException.class,
                            refused -> assertThat(refused.getStatusCode()).isEqualTo(400));
        }
    }

    private static Item item(Field field, Object value) {
        Map<Field, Object> values = new HashMap<>();
        values.put(Field.ID, 7L);
        values.put(field, value);
        return new Item(Kind.PRODUCTS, 7, 1, 0, values);
    }

    private static Condition any(Condition... conditions) {
        return new Or(Arrays.asList(conditions));
    }

    private static Condition all(Condition... conditions) {
        return new And(Arrays.asList(conditions));
    }
}
