package org.latchkey.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Malformed;

class ShortFormTest {

    @Test
    void formIsThatOfTheSchema() {
        assertThat(rewritten("products { id, name }")).isEqualTo("""
                {products(companyId: 7, options: {pagination: {qty: 1000}}) \
                {errors {field code} data {id: productId name}}}""");
        assertThat(rewritten("""
                cheap: products(filter: {price: {lt: 2.5}, name: "Cork", id: {in: [1, 2]}}, order: ["name", "id desc"],
                                limit: 5, page: 2, search: "x") { number: id, company { id } productCategory { id } }
                """)).isEqualTo("""
                {cheap: products(companyId: 7, options: {filter: [\
                {field: "price", comparison: lt, value: "2.5"}, \
                {field: "name", comparison: eq, value: "Cork"}, \
                {field: "id", comparison: in, value: "[\\"1\\",\\"2\\"]"}], \
                order: [{field: "name", sort: ASC}, {field: "id", sort: DESC}], \
                search: {value: "x"}, pagination: {page: 2, qty: 5}}) \
                {errors {field code} data {number: productId company {id: companyId} productCategory {id: productCategoryId}}}}""");
    }

    @Test
    void numberIsWrittenWithoutExponent() {
        assertThat(rewritten("products(filter: {price: {gt: 1e5, lt: 1.5e-3}}) {id}"))
                .contains("comparison: gt, value: \"100000\"", "comparison: lt, value: \"0.0015\"");
    }

    @Test
    void textStaysAText() {
        assertThat(rewritten("products(search: \"\\\"}) {x} #\") { id }"))
                .contains("search: {value: \"\\\"}) {x} #\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "}",
                "# products {id}",
                "products {id}} query other {me {name}",
                "products {id}} fragment f on Query {me {name}",
                "... {products {id}}",
                "products(order: {}) {id}",
                "products(limit: 99999999999) {id}",
                "products(limit: 0) {id}",
                "products(limit: -1) {id}",
                "products(page: 0) {id}",
                "products(filter: {price: {gt: 1e999999999}}) {id}",
                "products(limit: $limit) {id}",
                "products(filter: {name: $name}) {id}",
                "products(filter: {name: {in: [[1]]}}) {id}"
            })
    void whatIsNoListIsRefused(String text) {
        assertThatThrownBy(() -> ShortForm.rewrite(text, 7)).isInstanceOf(Malformed.class);
    }

    private static String rewritten(String text) {
        return ShortForm.rewrite(text, 7)
                .replaceAll("\\s+", " ")
                .replace(" :", ":")
                .replace("{ ", "{")
                .replace(" }", "}");
    }
}
