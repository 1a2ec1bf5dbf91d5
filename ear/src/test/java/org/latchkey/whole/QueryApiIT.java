package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** The short form, as programs send it. */
@ArquillianTest
class QueryApiIT {

    private final ApiKey key = Keys.active();

    static Stream<Arguments> programs() {
        return Arrays.stream(SeedPrograms.values())
                .flatMap(whose -> Stream.of("TypeScript", "PHP").map(language -> Arguments.of(whose, language)));
    }

    @ParameterizedTest
    @MethodSource
    void programs(SeedPrograms whose, String language) {
        String output = whose.run(language, "Query", SeedPrograms.constants(key));

        assertThat(output).containsPattern("Found [3-9][0-9]{2} products").contains("Coaster Alva 1: 1.9");
    }

    @Test
    void listIsFilteredSortedAndLimited() {
        JsonArray products = read("""
                products(filter: {stock: {gt: 0, lte: 21}, reference: {in: ["P0001", "P0002", "P0003", "P0004"]}},
                         order: ["stock desc", "id"], limit: 2) { number: id, name stock category: productCategory { id name } }
                """).getJsonArray("products");

        assertThat(products.getValuesAs(JsonObject.class))
                .extracting(it -> it.getInt("stock"))
                .containsExactly(21, 14);
        assertThat(products.getJsonObject(0).keySet()).containsExactly("number", "name", "stock", "category");
        assertThat(products.getJsonObject(0).getJsonObject("category").keySet()).containsExactly("id", "name");
        assertThat(
                        read("products(order: \"stock desc\", limit: 1, page: 2, search: \"alva\", filter: {visible: true}) {id}")
                                .getJsonArray("products"))
                .hasSize(1);
    }

    @Test
    void severalListsAreReadAtOnceUnderTheirNames() {
        JsonObject lists =
                read("customers(limit: 2) {id} productCategories {id, name} dear: products(limit: 1) {price}");

        assertThat(lists.keySet()).containsExactly("customers", "productCategories", "dear");
        assertThat(lists.getJsonArray("customers")).hasSize(2);
    }

    @Test
    void credentialSaysWhichCompany() {
        OwnCompany company = OwnCompany.found();
        ApiKey own = Keys.with(
                "company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)",
                company.id,
                company.administrator());

        assertThat(ask("products {id}", own).body()).isEqualTo("{\"products\":[]}");
        assertThat(ask("products {name}", Keys.of(Demo.VIEWER)).statusCode()).isEqualTo(200);
        HttpResponse<String> beyondScopes = Http.send(
                "POST",
                TestServer.URL + "/api/query",
                "{\"query\": \"products {id}\"}",
                "Authorization",
                "Bearer " + Tokens.ofKey(key).scopes("customers:view").issue(),
                "Content-Type",
                "application/json");
        Api.assertProblem(beyondScopes, 403, "insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "products | 400 | malformed_query | products",
                "products {id}} {customers {id} | 400 | malformed_query | query",
                "products {id | 400 | malformed_query | query",
                "products {...all} | 400 | malformed_query | products",
                "products {id @skip(if: true)} | 400 | malformed_query | products",
                "products(filter: \"x\") {id} | 400 | malformed_query | filter",
                "products(filter: {stock: {gt: null}}) {id} | 400 | malformed_query | filter.stock",
                "products(limit: 0) {id} | 400 | malformed_query | limit",
                "products(limit: \"1\") {id} | 400 | malformed_query | limit",
                "products(order: \"name up\") {id} | 400 | malformed_query | order",
                "products {nothing} | 422 | invalid | products.nothing",
                "orders {id} | 422 | invalid | orders",
                "mutation {customerDelete} | 422 | invalid | mutation",
                "query {products {id}} | 422 | invalid | query",
                "products(companyId: 2) {id} | 422 | invalid | products.companyId",
                "products(filter: {nothing: 1}) {id} | 422 | invalid | filter",
                "products(filter: {stock: {near: 1}}) {id} | 422 | invalid | filter.stock.near",
                "products(filter: {stock: {gt: \"x\"}}) {id} | 422 | invalid | filter.stock",
                "products(order: \"nothing\") {id} | 422 | invalid | order"
            })
    void wrongQuestionIsRefusedWithItsField(String query, int status, String code, String field) {
        HttpResponse<String> answer = ask(query, key);

        Api.assertProblem(answer, status, code);
        assertThat(Http.json(answer).getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(it -> it.getString("field"))
                .containsExactly(field);
    }

    @Test
    void whatTheReadmeSaysIsAnswered() throws Exception {
        for (String command : Readme.curls("Query API")) {
            assertThat(Readme.run(command, Map.of())).startsWith("{\"products\":[{\"id\":");
        }
    }

    @Test
    void bombIsRefused() {
        StringBuilder aliases = new StringBuilder("products {");
        for (int i = 0; i < 2_000; i++) {
            aliases.append('a').append(i).append(":id ");
        }
        for (String bomb :
                List.of(aliases + "}", "products {" + "a {".repeat(3_000), "products(filter: " + "{a:".repeat(3_000))) {
            Api.assertInvalid(ask(bomb, key), "query too-complex");
        }
        Api.assertInvalid(ask("products {" + "a".repeat(101) + ": id}", key), "query too-complex");
        Api.assertInvalid(send("{}"), "query required");
        Api.assertProblem(send("{"), 400, "malformed_json");
    }

    private JsonObject read(String query) {
        HttpResponse<String> answer = ask(query, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.json(answer);
    }

    private HttpResponse<String> send(String body) {
        return Http.send(
                "POST",
                TestServer.URL + "/api/query",
                body,
                "x-api-key",
                key.reveal(),
                "Content-Type",
                "application/json");
    }

    private static HttpResponse<String> ask(String query, ApiKey key) {
        return Http.send(
                "POST",
                TestServer.URL + "/api/query",
                "{\"query\": " + Api.quoted(query) + "}",
                "x-api-key",
                key.reveal(),
                "Content-Type",
                "application/json");
    }
}
