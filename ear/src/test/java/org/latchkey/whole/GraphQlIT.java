package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.server.Demo;

/** GraphQL over HTTP, called as programs do. */
@ArquillianTest
class GraphQlIT {

    private static final String URL = TestServer.URL + "/v1";
    private static final String JSON = "application/json";
    private static final String GRAPHQL = "application/graphql-response+json";
    private static final String CUSTOMERS = """
            query Customers($company: Int!, $options: Options) {
              customers(companyId: $company, options: $options) {
                errors { field msg code }
                data { customerId number name vat city company { companyId name } }
                options { pagination { page qty count } }
              }
            }
            """;

    private final String key = Keys.active().reveal();

    @Test
    void everyAuditOfGraphQlOverHttpPasses() {
        List<String> audits = Programs.run(Programs.node("graphql-audits.mjs", URL, key))
                .lines()
                .toList();

        assertThat(audits).hasSizeGreaterThan(50).allMatch(line -> line.startsWith("ok "));
    }

    /** As the first document shows it. */
    @Test
    void customersOfACompanyAreRead() {
        JsonObject data = data(post("{\"query\": \"query { customers(companyId: 1) { data { customerId name } } }\"}"));

        assertThat(data.getJsonObject("customers").getJsonArray("data"))
                .hasSize(50)
                .allSatisfy(
                        it -> assertThat(it.asJsonObject().getString("name")).isNotBlank());
    }

    @Test
    void listIsFilteredSortedCountedAndCutIntoPages() {
        JsonObject customers = data(ask(CUSTOMERS, """
                        {"company": 1, "options": {
                          "filter": [{"field": "number", "comparison": "in", "value": "[\\"C0007\\", \\"C0011\\", \\"C0012\\"]"},
                                     {"field": "name", "comparison": "notLike", "value": "%real%"}],
                          "order": {"field": "number", "sort": "DESC"}, "pagination": {"page": 0, "qty": 1}}}
                        """)).getJsonObject("customers");

        assertThat(customers.getJsonArray("errors")).isEmpty();
        assertThat(customers.getJsonArray("data").getValuesAs(JsonObject.class))
                .extracting(it -> it.getString("number"))
                .containsExactly("C0011");
        assertThat(customers.getJsonObject("options").getJsonObject("pagination"))
                .hasToString("{\"page\":1,\"qty\":1,\"count\":2}");
    }

    @Test
    void wrongOptionsStandInTheErrorsOfTheList() {
        JsonObject customers = data(ask(CUSTOMERS, """
                        {"company": 1, "options": {
                          "filter": [{"field": "nothing", "comparison": "eq", "value": "1"},
                                     {"field": "customerId", "comparison": "gt", "value": "many"}],
                          "order": [{"field": "nothing"}]}}
                        """)).getJsonObject("customers");

        assertThat(customers.isNull("data")).isTrue();
        assertThat(customers.getJsonArray("errors").getValuesAs(JsonObject.class))
                .allSatisfy(it -> assertThat(it.getString("msg")).isNotBlank())
                .extracting(it -> it.getString("field") + " " + it.getString("code"))
                .containsExactly("filter unknown", "filter.customerId malformed", "order unknown");
    }

    @Test
    void mutationsMakeChangeAndDelete() {
        OwnCompany company = OwnCompany.found();
        String own = key(company, company.administrator());
        JsonObject category =
                change(own, company, "productCategoryCreate", "data: {name: \"Cork\"}", "productCategoryId");
        int categoryId = category.getJsonObject("data").getInt("productCategoryId");
        JsonObject made = change(
                own,
                company,
                "productCreate",
                "data: {reference: \"P1\", name: \"Stopper\", price: 12345678901.2345, productCategoryId: " + categoryId
                        + "}",
                "productId name price stock visible productCategory { name company { name } }");
        int id = made.getJsonObject("data").getInt("productId");
        assertThat(made.getJsonObject("data").getJsonNumber("price").bigDecimalValue())
                .isEqualByComparingTo("12345678901.2345");
        assertThat(made.toString()).contains("\"stock\":0,\"visible\":true,\"productCategory\":{\"name\":\"Cork\"");

        JsonObject changed = change(
                own,
                company,
                "productUpdate",
                "data: {productId: " + id + ", reference: null, price: 2.5}",
                "reference name price");
        assertThat(changed.getJsonObject("data"))
                .hasToString("{\"reference\":null,\"name\":\"Stopper\",\"price\":2.5}");

        JsonObject wrong = change(
                own,
                company,
                "productUpdate",
                "data: {productId: " + id + ", name: \"\", price: 0.00001, productCategoryId: 1}",
                "name");
        assertThat(wrong.isNull("data")).isTrue();
        assertThat(wrong.getJsonArray("errors").getValuesAs(JsonObject.class))
                .extracting(it -> it.getString("field") + " " + it.getString("code"))
                .containsExactly("name required", "price too-precise", "productCategoryId unknown");

        change(own, company, "productCategoryDelete", "productCategoryId: " + categoryId, "name");
        JsonObject gone = change(own, company, "productDelete", "productId: " + id, "name productCategoryId");
        assertThat(gone.getJsonObject("data")).hasToString("{\"name\":\"Stopper\",\"productCategoryId\":null}");
        assertThat(Keys.number("SELECT COUNT(*) FROM product WHERE company_id = ?", company.id))
                .isZero();
    }

    @Test
    void viewerReadsAndChangesNothing() {
        String viewer = Keys.of(Demo.VIEWER).reveal();
        long before = Keys.number("SELECT COUNT(*) FROM customer WHERE company_id = 1");

        assertThat(data(post(body("{customers(companyId: 1) {data {name}}}"), viewer, GRAPHQL))
                        .getJsonObject("customers")
                        .getJsonArray("data"))
                .isNotEmpty();
        HttpResponse<String> refused = post(
                body("mutation {customerCreate(companyId: 1, data: {name: \"New\"}) {data {customerId}}}"),
                viewer,
                GRAPHQL);
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(error(refused).toString())
                .contains("\"code\":\"permission_missing\"", "\"permission\":\"customers:change\"");
        assertThat(Keys.number("SELECT COUNT(*) FROM customer WHERE company_id = 1"))
                .isEqualTo(before);
    }

    @Test
    void otherCompanyDoesNotExist() {
        OwnCompany other = OwnCompany.found();
        for (long company : List.of(other.id, 990077L)) {
            HttpResponse<String> answer = post(
                    body("{customers(companyId: " + company + ") {data {name}} product(companyId: " + company
                            + ", productId: 1) {data {name}}}"),
                    key,
                    GRAPHQL);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Http.json(answer).getJsonObject("data")).hasToString("{\"customers\":null,\"product\":null}");
            assertThat(Http.json(answer).getJsonArray("errors"))
                    .hasSize(2)
                    .allSatisfy(it -> assertThat(it.toString()).contains("\"code\":\"not_found\""));
        }
        JsonObject error = error(post(
                body("mutation {productDelete(companyId: " + other.id + ", productId: 1) {data {name}}}"), key, JSON));
        assertThat(error.toString()).contains("\"code\":\"not_found\"");
    }

    /** One for what the caller may do, one for the customers, one for all of their companies. */
    @Test
    void hundredCustomersWithTheirCompaniesTakeThreeStatements() {
        OwnCompany company = OwnCompany.found();
        Keys.change("""
                INSERT INTO customer (version, company_id, name, changed_at)
                SELECT 0, ?, CONCAT('Customer ', seq), UTC_TIMESTAMP(6) FROM seq_1_to_120
                """, company.id);
        String own = key(company, company.administrator());
        String query = body("{customers(companyId: " + company.id
                + ", options: {pagination: {qty: 100}}) {data {customerId name company {name}}}}");
        // From here on nothing has to be found out about the key any more.
        post(query, own, JSON);

        long[] statements = new long[3];
        for (int i = 0; i < statements.length; i++) {
            statements[i] = Statements.during(
                            () -> assertThat(data(post(query, own, JSON))
                                            .getJsonObject("customers")
                                            .getJsonArray("data"))
                                    .hasSize(100)
                                    .allSatisfy(it ->
                                            assertThat(it.toString()).contains("\"company\":{\"name\":\"Company ")),
                            "customer",
                            "company",
                            "membership")
                    .size();
        }
        // Whatever else the server does at the same time adds to one of them only.
        assertThat(Arrays.stream(statements).min()).hasValue(3);
    }

    @Test
    void countCostsNothingWhereNobodyAsks() {
        String counting = "{products(companyId: 1) {options {pagination {count}}}}";
        String listing = "{products(companyId: 1) {data {name} options {pagination {page}}}}";

        assertThat(Statements.during(() -> data(post(body(counting), key, JSON)), "product"))
                .hasSize(1);
        assertThat(Statements.during(() -> data(post(body(listing), key, JSON)), "product"))
                .singleElement()
                .asString()
                .doesNotContain("count(");
    }

    @Test
    void callerSeesWhoTheyAreAndWhere() {
        JsonObject data = data(post(body("{me {name email} companies {companyId role permissions}}"), key, JSON));

        assertThat(data.getJsonObject("me").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
        assertThat(data.getJsonArray("companies").getJsonObject(0).getInt("companyId"))
                .isEqualTo(1);
        assertThat(data.toString()).contains("\"products:view\"");
    }

    @Test
    void tokenOfAKeyMayAsk() {
        String token = Tokens.ofKey(Keys.active()).scopes("products:view").issue();

        HttpResponse<String> answer = Http.send(
                "POST",
                URL,
                body("{products(companyId: 1) {data {name}} customers(companyId: 1) {data {name}}}"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                JSON);
        assertThat(Http.json(answer).getJsonObject("data").isNull("customers")).isTrue();
        assertThat(error(answer).toString())
                .contains("\"code\":\"insufficient_scope\"", "\"permission\":\"customers:view\"");
        assertThat(Http.json(answer).getJsonObject("data").isNull("products")).isFalse();
    }

    static Stream<Arguments> badRequests() {
        String depth = "fields{type{".repeat(30) + "name" + "}}".repeat(30);
        StringBuilder fragments = new StringBuilder("{...f0} ");
        for (int i = 0; i < 40; i++) {
            fragments.append("fragment f%d on Query {a:__typename ...f%d ...f%d} ".formatted(i, i + 1, i + 1));
        }
        fragments.append("fragment f40 on Query {__typename}");
        StringBuilder lists = new StringBuilder("{");
        for (int i = 0; i < 90; i++) {
            lists.append("l%d:customers(companyId:1,options:{pagination:{qty:1000}}){data{name}} ".formatted(i));
        }
        return Stream.of(
                Arguments.of("no JSON", "{\"query\": \"{", 400, "malformed_json"),
                Arguments.of("a batch", "[{\"query\": \"{__typename}\"}]", 400, "malformed_request"),
                Arguments.of("no query", "{}", 400, "malformed_request"),
                Arguments.of("deep JSON", "{\"variables\":" + "[".repeat(9_000), 400, "malformed_json"),
                Arguments.of("no GraphQL", body("{customers("), 400, "syntax_error"),
                Arguments.of("unknown field", body("{customers(companyId: 1) {nothing}}"), 400, "invalid_query"),
                Arguments.of(
                        "unknown operation",
                        "{\"query\":\"query A {__typename}\",\"operationName\":\"B\"}",
                        400,
                        "invalid_query"),
                Arguments.of(
                        "wrong variable",
                        "{\"query\":\"query A($c: Int!) {product(companyId: $c, productId: 1) {data {name}}}\",\"variables\":{\"c\":\"x\"}}",
                        400,
                        "invalid_variables"),
                Arguments.of(
                        "huge number",
                        "{\"query\":\"query A($c: Int!) {product(companyId: $c, productId: 1) {data {name}}}\",\"variables\":{\"c\":1e999999999}}",
                        400,
                        "invalid_variables"),
                Arguments.of(
                        "cyclic fragments",
                        body("{...a} fragment a on Query {...b} fragment b on Query {...a}"),
                        400,
                        "invalid_query"),
                Arguments.of("bomb of fragments", body(fragments.toString()), 400, "too_complex"),
                Arguments.of("bomb of aliases", body("{" + aliases(1_500) + "}"), 400, "too_complex"),
                Arguments.of("a long alias", body("{" + "a".repeat(101) + ":__typename}"), 400, "too_complex"),
                Arguments.of("bomb of directives", body("{__typename" + " @a".repeat(3_000) + "}"), 400, "too_complex"),
                Arguments.of("bomb of braces", body("{a".repeat(4_000)), 400, "too_complex"),
                Arguments.of("bomb of lists", body(lists + "}"), 400, "too_complex"),
                Arguments.of("bomb of introspection", body("{__schema{types{" + depth + "}}}"), 400, "too_complex"),
                Arguments.of("large body", body("{__typename}" + " ".repeat(100_000)), 413, "too_large"));
    }

    private static String aliases(int number) {
        StringBuilder aliases = new StringBuilder();
        for (int i = 0; i < number; i++) {
            aliases.append('a').append(i).append(":__typename ");
        }
        return aliases.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRequests")
    void badRequestIsRefusedAtOnce(String what, String body, int status, String code) {
        long start = System.nanoTime();
        HttpResponse<String> answer = post(body, key, GRAPHQL);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(GRAPHQL);
        assertThat(Http.json(answer).containsKey("data")).isFalse();
        assertThat(error(answer).getJsonObject("extensions").getString("code")).isEqualTo(code);
    }

    @Test
    void addressTakesItsMethodsAndTypesOnly() {
        String query = "?query=%7B__typename%7D";
        assertThat(Http.get(URL + query, "x-api-key", key).body()).isEqualTo("{\"data\":{\"__typename\":\"Query\"}}");
        HttpResponse<String> mutation = Http.get(
                URL + "?query=mutation%7BcustomerDelete(companyId:1,customerId:1)%7Bdata%7Bname%7D%7D%7D",
                "x-api-key",
                key);
        assertThat(mutation.statusCode()).isEqualTo(405);
        assertThat(mutation.headers().firstValue("Allow")).hasValue("POST");
        assertThat(error(mutation).toString()).contains("\"code\":\"query_only\"");
        HttpResponse<String> put = Http.send("PUT", URL, "{}", "x-api-key", key, "Content-Type", JSON);
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
        assertThat(Http.get(URL + query, "x-api-key", key, "Accept", "text/html")
                        .statusCode())
                .isEqualTo(406);
        assertThat(Http.send("POST", URL, "{}", "x-api-key", key, "Content-Type", "application/graphql")
                        .statusCode())
                .isEqualTo(415);
        assertThat(Http.send("POST", URL, "{}", "Content-Type", JSON).statusCode())
                .isEqualTo(401);
    }

    @Test
    void errorBeforeTheServletIsInTheTypeThatIsAccepted() {
        for (String type : List.of(GRAPHQL, JSON)) {
            HttpResponse<String> unknown = post("{}", "none", type);
            assertThat(unknown.statusCode()).isEqualTo(401);
            assertThat(unknown.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type);
            assertThat(error(unknown).containsKey("message")).isTrue();
        }
        HttpResponse<String> otherwise = Http.send("POST", TestServer.URL + "/%761", "{}", "Accept", GRAPHQL);
        assertThat(otherwise.statusCode()).isEqualTo(401);
        assertThat(otherwise.headers().firstValue("Content-Type").orElseThrow()).startsWith(GRAPHQL);
    }

    @Test
    void whatTheReadmeSaysIsAnswered() throws Exception {
        List<String> commands = Readme.curls("GraphQL");

        assertThat(commands).hasSize(2);
        for (String command : commands) {
            assertThat(Readme.run(command, Map.of())).startsWith("{\"data\":{").doesNotContain("\"code\"");
        }
    }

    @Test
    void schemaIsForEverybodyAndMayBeKept() {
        HttpResponse<String> schema = Http.get(URL + "/schema.graphql");
        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(schema.body()).contains("type Query {");
        assertThat(schema.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        String tag = schema.headers().firstValue("ETag").orElseThrow();
        assertThat(Http.get(URL + "/schema.graphql", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(Http.get(URL + "/other", "x-api-key", key).statusCode()).isEqualTo(404);
    }

    private static String key(OwnCompany company, String owner) {
        return Keys.with("company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)", company.id, owner)
                .reveal();
    }

    private JsonObject change(String own, OwnCompany company, String mutation, String arguments, String fields) {
        String query = "mutation {" + mutation + "(companyId: " + company.id + ", " + arguments
                + ") {errors {field msg code} data {" + fields + "}}}";
        return data(post(body(query), own, GRAPHQL)).getJsonObject(mutation);
    }

    private HttpResponse<String> ask(String query, String variables) {
        return post("{\"query\": " + Api.quoted(query) + ", \"variables\": " + variables + "}");
    }

    private HttpResponse<String> post(String body) {
        return post(body, key, GRAPHQL);
    }

    private static HttpResponse<String> post(String body, String key, String accept) {
        return Http.send("POST", URL, body, "x-api-key", key, "Content-Type", JSON, "Accept", accept);
    }

    private static String body(String query) {
        return "{\"query\": " + Api.quoted(query) + "}";
    }

    /** The data of an answer that has no errors. */
    private static JsonObject data(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Http.json(answer).containsKey("errors")).as(answer.body()).isFalse();
        return Http.json(answer).getJsonObject("data");
    }

    private static JsonObject error(HttpResponse<String> answer) {
        return Http.json(answer).getJsonArray("errors").getJsonObject(0);
    }
}
