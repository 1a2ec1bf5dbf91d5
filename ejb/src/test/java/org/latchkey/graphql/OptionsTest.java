package org.latchkey.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Query;
import org.latchkey.problem.Invalid;

class OptionsTest {

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("stock", "gt", "0", Condition.of(field("stock"), Comparison.GREATER, 0)),
                Arguments.of(
                        "price",
                        "lte",
                        "2.50",
                        Condition.of(field("price"), Comparison.LESS_OR_EQUAL, new BigDecimal("2.50"))),
                Arguments.of("visible", "ne", "true", Condition.of(field("visible"), Comparison.UNEQUAL, true)),
                Arguments.of("productId", "eq", "7", Condition.of(field("id"), Comparison.EQUAL, 7L)),
                Arguments.of("id", "lt", "7", Condition.of(field("id"), Comparison.LESS, 7L)),
                Arguments.of(
                        "changedAt",
                        "gte",
                        "2026-11-21T10:00:00Z",
                        Condition.of(
                                field("changedAt"),
                                Comparison.GREATER_OR_EQUAL,
                                Instant.parse("2026-11-21T10:00:00Z"))),
                Arguments.of("name", "like", "cork", match(Place.ANYWHERE, "cork")),
                Arguments.of("name", "like", "%cork%", match(Place.ANYWHERE, "cork")),
                Arguments.of("name", "like", "cork%", match(Place.START, "cork")),
                Arguments.of("name", "notLike", "%cork", new Not(match(Place.END, "cork"))),
                Arguments.of("name", "like", "%", match(Place.END, "")),
                Arguments.of("stock", "in", "[1, 2, \"3\"]", new In(field("stock"), Set.of(1, 2, 3))),
                Arguments.of("price", "in", "[1e5]", new In(field("price"), Set.of(new BigDecimal("100000")))),
                Arguments.of("name", "in", "[\"a\", 1, true]", new In(field("name"), Set.of("a", "1", "true"))),
                Arguments.of("name", "notIn", "[\"a\"]", new Not(new In(field("name"), Set.of("a")))));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void filterIsACondition(String field, String comparison, String value, Condition condition) {
        Query query =
                Options.of(Naming.PRODUCT, filter(field, comparison, value)).query(true, false);

        assertThat(query.condition()).isEqualTo(new And(List.of(condition)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | eq | 1 | filter, code=unknown",
                "customerId | eq | 1 | filter, code=unknown",
                "stock | eq | 1.5 | filter.stock, code=malformed",
                "stock | eq | 1e9 | filter.stock, code=malformed",
                "stock | eq | 99999999999 | filter.stock, code=malformed",
                "price | eq | NaN | filter.price, code=malformed",
                "visible | eq | yes | filter.visible, code=malformed",
                "changedAt | gt | yesterday | filter.changedAt, code=malformed",
                "stock | like | 1 | filter.stock, code=malformed",
                "stock | in | 1 | filter.stock, code=malformed",
                "stock | in | [1 | filter.stock, code=malformed",
                "stock | in | [null] | filter.stock, code=malformed",
                "name | in | [\"a\", null] | filter.name, code=malformed",
                "name | in | [\"a\", {}] | filter.name, code=malformed",
                "name | in | [[\"a\"]] | filter.name, code=malformed",
                "price | in | [1e999999999] | filter.price, code=malformed",
                "productId | in | [[1]] | filter.productId, code=malformed"
            })
    void wrongFilterIsRefused(String field, String comparison, String value, String violation) {
        assertThatThrownBy(() -> Options.of(Naming.PRODUCT, filter(field, comparison, value)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("field=" + violation);
    }

    @Test
    void setsAndOrdersHaveLimits() {
        String many = Collections.nCopies(1_001, "1").toString();
        assertThatThrownBy(() -> Options.of(Naming.PRODUCT, filter("stock", "in", many)))
                .hasMessageContaining("too-many");
        assertThatThrownBy(() ->
                        Options.of(Naming.PRODUCT, Map.of("order", Collections.nCopies(11, Map.of("field", "name")))))
                .hasMessageContaining("too-many");
        assertThatThrownBy(() ->
                        Options.of(Naming.PRODUCT, Map.of("search", Map.of("field", "name", "value", "x".repeat(101)))))
                .hasMessageContaining("too-long");
    }

    @Test
    void orderAndSearchAreThoseOfTheQuery() {
        Query query = Options.of(
                        Naming.PRODUCT,
                        Map.of(
                                "order",
                                List.of(Map.of("field", "name", "sort", "DESC"), Map.of("field", "productId")),
                                "search",
                                Map.of("value", "cork")))
                .query(true, true);

        assertThat(query.order())
                .containsExactly(Query.Order.by(field("name"), true), Query.Order.by(field("id"), false));
        assertThat(query.search()).isEqualTo("cork");
        assertThat(query.counted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 50, 0, 50",
        "3, 20, 40, 20",
        "0, 0, 0, 1",
        "-5, -1, 0, 1",
        "2, 5000, 1000, 1000",
        "2147483647, 1000, 2147483647, 1000"
    })
    void pageIsCorrected(int page, int qty, int skip, int top) {
        Query query = Options.of(Naming.PRODUCT, Map.of("pagination", Map.of("page", page, "qty", qty)))
                .query(true, false);

        assertThat(query.skip()).isEqualTo(skip);
        assertThat(query.top()).isEqualTo(top);
    }

    @Test
    void withoutOptionsItIsTheFirstPage() {
        Query query = Options.of(Naming.PRODUCT, null).query(false, true);

        assertThat(query.skip()).isZero();
        assertThat(query.top())
                .as("nothing is read where only the number is asked for")
                .isZero();
        assertThat(Options.of(Naming.PRODUCT, null).pagination(3)).isEqualTo(Map.of("page", 1, "qty", 50, "count", 3L));
    }

    private static Field field(String name) {
        return Naming.PRODUCT.field(name).orElseThrow();
    }

    private static Match match(Place place, String part) {
        return new Match(new Value(field("name")), place, new Constant(part));
    }

    private static Map<String, Object> filter(String field, String comparison, String value) {
        return Map.of("filter", List.of(Map.of("field", field, "comparison", comparison, "value", value)));
    }
}
