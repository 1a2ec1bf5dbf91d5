package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.apache.olingo.server.api.ODataApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

class ValuesTest {

    @Test
    void valuesAreOfTheirFieldsTypes() throws Exception {
        Values values = read("""
                {"@odata.type": "#x", "id": 7, "name": "Cork", "price": "2.50", "stock": 1e2, "visible": false,
                 "price@odata.type": "#Decimal", "category@odata.bind": "productCategories(1)"}
                """, false);
        assertThat(values.byField())
                .hasSize(4)
                .containsEntry(field("name"), "Cork")
                .containsEntry(field("price"), new BigDecimal("2.50"))
                .containsEntry(field("stock"), 100)
                .containsEntry(field("visible"), false);
        assertThat(values.category()).hasValue("productCategories(1)");
    }

    @Test
    void completeBodySetsWhatItLeavesOut() throws Exception {
        assertThat(read("{\"name\":\"Cork\",\"price\":null}", true).byField())
                .hasSize(6)
                .containsEntry(field("price"), null)
                .containsEntry(field("stock"), 0)
                .containsEntry(field("visible"), true)
                .containsEntry(field("reference"), null);
    }

    @ParameterizedTest
    @CsvSource({
        "price, 1e999999999",
        "price, 1e-999999999",
        "price, \"1e9\"",
        "price, true",
        "stock, 1.5",
        "stock, 3000000000",
        "stock, \"\"",
        "name, 7",
        "name, {}",
        "visible, \"true\"",
        "visible, 1",
        "productCategoryId, 9223372036854775808"
    })
    void whatIsNoneOfTheTypeIsRefused(String name, String value) {
        assertThatThrownBy(() -> read("{\"" + name + "\":" + value + "}", false))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(refused.violations()).containsExactly(new Violation(name, "malformed")));
    }

    @Test
    void largeNumbersTakeNoTime() {
        assertThatThrownBy(() -> read("{\"price\":\"" + "0".repeat(1_000_000) + "x\"}", false))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> read("{\"" + "x".repeat(1000) + "\":1}", false))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(refused.violations())
                                .containsExactly(new Violation("x".repeat(50), "unknown")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 400",
                "1 | 400",
                "{\"category@odata.bind\":7} | 400",
                "{\"category@odata.bind\":[\"x\"]} | 400",
                "{\"company@odata.bind\":\"companies(1)\"} | 501",
                "{\"category\":{\"name\":\"x\"}} | 501"
            })
    void whatIsNoThingIsRefused(String body, int status) {
        assertThatThrownBy(() -> read(body, false))
                .isInstanceOfSatisfying(
                        ODataApplicationException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(status));
    }

    private static Values read(String body, boolean complete) throws ODataApplicationException {
        return Values.read(body.getBytes(UTF_8), Kind.PRODUCTS, complete);
    }

    private static Field field(String name) {
        return Kind.PRODUCTS.field(name).orElseThrow();
    }
}
