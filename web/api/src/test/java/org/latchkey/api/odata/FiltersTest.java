package org.latchkey.api.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Call;
import org.latchkey.catalog.Condition.Compare;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.Function;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Condition.Related;
import org.latchkey.catalog.Condition.RelatedValue;
import org.latchkey.catalog.Condition.Term;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query.Order;

class FiltersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Field NAME = field("name");
    private static final Field PRICE = field("price");
    private static final Field STOCK = field("stock");

    @Test
    void comparisons() throws Exception {
        assertThat(filter("stock gt 0")).isEqualTo(compare(STOCK, Comparison.GREATER, number("0")));
        assertThat(filter("price le 96.50")).isEqualTo(compare(PRICE, Comparison.LESS_OR_EQUAL, number("96.50")));
        assertThat(filter("name ne 'O''Neil'")).isEqualTo(compare(NAME, Comparison.UNEQUAL, "O'Neil"));
        assertThat(filter("reference eq null")).isEqualTo(compare(field("reference"), Comparison.EQUAL, null));
        assertThat(filter("visible")).isEqualTo(compare(field("visible"), Comparison.EQUAL, true));
        assertThat(filter("changedAt ge 2026-11-21T11:00:00%2B01:00"))
                .isEqualTo(compare(Field.CHANGED_AT, Comparison.GREATER_OR_EQUAL, NOW));
        assertThat(filter("changedAt lt now()")).isEqualTo(compare(Field.CHANGED_AT, Comparison.LESS, NOW));
        assertThat(filter("true")).isEqualTo(Condition.ALL);
        assertThat(filter("false")).isEqualTo(new Or(List.of()));
    }

    @Test
    void combinations() throws Exception {
        Condition any = compare(STOCK, Comparison.EQUAL, number("1"));
        Condition other = compare(STOCK, Comparison.EQUAL, number("2"));
        assertThat(filter("stock eq 1 and stock eq 2 and stock eq 1")).isEqualTo(new And(List.of(any, other, any)));
        assertThat(filter("stock eq 1 or stock eq 2 and stock eq 1"))
                .isEqualTo(new Or(List.of(any, new And(List.of(other, any)))));
        assertThat(filter("not (stock eq 1)")).isEqualTo(new Not(any));
        assertThat(filter("(stock eq 1) eq false")).isEqualTo(new Not(any));
        assertThat(filter("contains(name,'x') eq true"))
                .isEqualTo(new Match(new Value(NAME), Place.ANYWHERE, new Constant("x")));
        assertThat(filter("stock in (1,2)")).isEqualTo(new In(STOCK, Set.of(1, 2)));
        assertThat(filter("price in (1,2.5)")).isEqualTo(new In(PRICE, Set.of(number("1"), number("2.5"))));
        assertThat(filter("length(name) in (1)"))
                .isEqualTo(new Compare(
                        call(Function.LENGTH, new Value(NAME)), Comparison.EQUAL, new Constant(number("1"))));
    }

    @Test
    void functions() throws Exception {
        assertThat(filter("startswith(tolower(name),'co')"))
                .isEqualTo(new Match(call(Function.LOWER, new Value(NAME)), Place.START, new Constant("co")));
        assertThat(filter("length(name) gt 3"))
                .isEqualTo(new Compare(
                        call(Function.LENGTH, new Value(NAME)), Comparison.GREATER, new Constant(number("3"))));
        assertThat(filter("year(changedAt) eq 2026"))
                .isEqualTo(new Compare(
                        call(Function.YEAR, new Value(Field.CHANGED_AT)),
                        Comparison.EQUAL,
                        new Constant(number("2026"))));
        assertThat(filter("date(changedAt) eq 2026-11-21"))
                .isEqualTo(new Compare(
                        call(Function.DATE, new Value(Field.CHANGED_AT)),
                        Comparison.EQUAL,
                        new Constant(LocalDate.of(2026, 11, 21))));
        assertThat(filter("price mul 2 add 1 gt 5"))
                .isEqualTo(new Compare(
                        call(
                                Function.ADD,
                                call(Function.MULTIPLY, new Value(PRICE), new Constant(number("2"))),
                                new Constant(number("1"))),
                        Comparison.GREATER,
                        new Constant(number("5"))));
        assertThat(filter("stock div 2 eq 1 and price div 2 eq 1"))
                .isEqualTo(new And(List.of(
                        new Compare(
                                call(Function.DIVIDE_WHOLE, new Value(STOCK), new Constant(number("2"))),
                                Comparison.EQUAL,
                                new Constant(number("1"))),
                        new Compare(
                                call(Function.DIVIDE, new Value(PRICE), new Constant(number("2"))),
                                Comparison.EQUAL,
                                new Constant(number("1"))))));
    }

    @Test
    void whatAThingRefersTo() throws Exception {
        Field name = Kind.PRODUCT_CATEGORIES.field("name").orElseThrow();
        Condition without = compare(Model.CATEGORY_ID, Comparison.EQUAL, null);
        assertThat(filter("category/name eq 'Cork'")).isEqualTo(related(compare(name, Comparison.EQUAL, "Cork")));
        assertThat(filter("category/name ne 'Cork'"))
                .isEqualTo(new Or(List.of(related(compare(name, Comparison.UNEQUAL, "Cork")), without)));
        assertThat(filter("category/name eq null"))
                .isEqualTo(new Or(List.of(related(compare(name, Comparison.EQUAL, null)), without)));
        assertThat(order("category/name desc"))
                .containsExactly(new Order(new RelatedValue(Model.CATEGORY_ID, Kind.PRODUCT_CATEGORIES, name), true));
    }

    @Test
    void searches() throws Exception {
        Condition cork = new Or(List.of(
                new Match(new Value(field("reference")), Place.ANYWHERE, new Constant("cork")),
                new Match(new Value(NAME), Place.ANYWHERE, new Constant("cork"))));
        assertThat(search("cork")).isEqualTo(cork);
        assertThat(search("cork AND NOT cork")).isEqualTo(new And(List.of(cork, new Not(cork))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name eq",
                "nme eq 'x'",
                "price gt 'x'",
                "stock eq 1)",
                "(stock eq 1",
                "contains(name)",
                "name eq 'x",
                "changedAt gt 2026-13-01T00:00:00Z",
                "stock",
                "1",
                "stock in ()",
                "price gt 1e400",
                "changedAt gt 99999-01-01T00:00:00Z"
            })
    void malformedIsRefused(String filter) {
        assertThatThrownBy(() -> filter(filter)).satisfies(e -> {
            assertThat(e).isInstanceOfAny(ODataLibraryException.class, ODataApplicationException.class);
            if (e instanceof ODataApplicationException refused) {
                assertThat(refused.getStatusCode()).as(refused.getMessage()).isIn(400, 501);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time(changedAt) eq 10:00:00",
                "category/name eq name",
                "company/name eq 'x'",
                "(stock eq 1) eq (stock eq 2)",
                "concat(name,null) eq 'x'",
                "cast(stock,Edm.String) eq 'x'",
                "changedAt add duration'PT1H' gt now()"
            })
    void whatSqlDoesNotSayIsRefused(String filter) {
        assertThatThrownBy(() -> filter(filter))
                .isInstanceOfSatisfying(
                        ODataApplicationException.class,
                        refused -> assertThat(refused.getStatusCode())
                                .as(refused.getMessage())
                                .isEqualTo(501));
    }

    private static Condition search(String search) throws ODataLibraryException, ODataApplicationException {
        return new Searches(Kind.PRODUCTS)
                .condition(Asked.uri("/products", "$search=" + search).getSearchOption());
    }

    private static Condition filter(String filter) throws ODataLibraryException, ODataApplicationException {
        return new Filters(Kind.PRODUCTS, NOW)
                .condition(Asked.uri("/products", "$filter=" + filter).getFilterOption());
    }

    private static List<Order> order(String order) throws ODataLibraryException, ODataApplicationException {
        return new Filters(Kind.PRODUCTS, NOW)
                .order(Asked.uri("/products", "$orderby=" + order).getOrderByOption());
    }

    private static Condition related(Condition condition) {
        return new Related(Model.CATEGORY_ID, Kind.PRODUCT_CATEGORIES, condition);
    }

    private static Condition compare(Field field, Comparison comparison, Object value) {
        return Condition.of(field, comparison, value);
    }

    private static Call call(Function function, Term... terms) {
        return new Call(function, List.of(terms));
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number);
    }

    private static Field field(String name) {
        return Kind.PRODUCTS.field(name).orElseThrow();
    }
}
