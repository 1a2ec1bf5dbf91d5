package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.request.ODataRequest;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.communication.request.retrieve.EdmMetadataRequest;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientProperty;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmPrimitiveType;
import org.apache.olingo.commons.api.edm.EdmProperty;
import org.apache.olingo.commons.api.format.ContentType;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latchkey.credential.ApiKey;

/** OData as programs call it, with keys of a company of its own. */
@ArquillianTest
class ODataIT {

    private static final String URL = TestServer.URL + "/odata";

    private final OwnCompany company = OwnCompany.found();
    private final String key = keyOf(company.administrator());

    @Test
    void tellsWhatThereIs() {
        assertThat(values(get("/"), "name"))
                .containsExactlyInAnyOrder("customers", "products", "productCategories", "companies");
        HttpResponse<String> xml = get("/$metadata");
        assertThat(xml.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/xml");
        assertThat(xml.headers().firstValue("OData-Version")).hasValue("4.0");
        assertThat(xml.body())
                .contains("<Property Name=\"price\" Type=\"Edm.Decimal\"")
                .contains("Precision=\"15\" Scale=\"4\"")
                .contains("<NavigationProperty Name=\"category\"")
                .contains("<Annotation Term=\"Org.OData.Core.V1.Computed\"><Bool>true</Bool>");
        assertThat(get("/$metadata?$format=json").body()).contains("\"$Kind\":\"EntityType\"");
        assertThat(call("GET", "/$metadata", "", "Accept", "application/json")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("application/json");
    }

    @Test
    void findsWhatIsAskedFor() {
        stock();
        Map<String, List<String>> asked = new LinkedHashMap<>();
        asked.put("", List.of("Cork", "Tile", "O'Neil rug", "zebra 50%"));
        asked.put("$filter=name eq 'O''Neil rug'", List.of("O'Neil rug"));
        asked.put("%24filter=stock+gt+0&%24orderby=name+desc", List.of("O'Neil rug", "Cork"));
        asked.put("$filter=price lt 10.5 and not (stock eq 0)", List.of("Cork"));
        asked.put("$filter=price gt 99.9998", List.of("O'Neil rug"));
        asked.put("$filter=reference eq null", List.of("zebra 50%"));
        asked.put("$filter=reference ne 'A1'", List.of("Tile", "O'Neil rug", "zebra 50%"));
        asked.put("$filter=not visible", List.of("O'Neil rug"));
        asked.put("$filter=reference in ('A1','C3')", List.of("Cork", "O'Neil rug"));
        asked.put("$filter=contains(name,'%25')", List.of("zebra 50%"));
        asked.put("$filter=startswith(tolower(name),'co') or endswith(name,'RUG')", List.of("Cork", "O'Neil rug"));
        asked.put("$filter=contains(name,'''')", List.of("O'Neil rug"));
        asked.put("$filter=contains(name,'%5C') or endswith(name,'%5C''') or name eq '%5C'", List.of());
        asked.put(
                "$filter=endswith(name,substring(name,2)) and startswith(name,concat(name,''))",
                List.of("Cork", "Tile", "O'Neil rug", "zebra 50%"));
        asked.put("$filter=length(trim(name)) eq 4 and indexof(name,'i') eq 1", List.of("Tile"));
        asked.put("$filter=substring(concat(name,'!'),1,2) eq 'or'", List.of("Cork"));
        asked.put("$filter=toupper(substring(name,5)) eq ' 50%25'", List.of("zebra 50%"));
        asked.put("$filter=stock add 1 eq 4 and stock mul 2 eq 6 and stock sub 1 eq 2", List.of("Cork"));
        asked.put("$filter=stock div 2 eq 1 and stock mod 2 eq 1 and price div 2 eq 1.25", List.of("Cork"));
        asked.put("$filter=10 div stock gt 1", List.of("Cork"));
        asked.put("$filter=floor(price) eq 99 and ceiling(price) eq 100 and -stock eq -7", List.of("O'Neil rug"));
        asked.put("$filter=year(changedAt) eq 2026 and month(changedAt) eq 2 and day(changedAt) eq 3", List.of("Cork"));
        asked.put("$filter=date(changedAt) eq 2026-02-03 and hour(changedAt) eq 4", List.of("Cork"));
        asked.put("$filter=changedAt lt 2026-03-01T00:00:00Z and changedAt lt now()", List.of("Cork"));
        asked.put("$filter=category/name eq 'CORK'", List.of("Cork"));
        asked.put("$filter=category/name ne 'Cork'", List.of("Tile", "O'Neil rug", "zebra 50%"));
        asked.put("$filter=not (startswith(category/name,'c'))", List.of("Tile", "O'Neil rug", "zebra 50%"));
        asked.put("$orderby=category/name desc,price", List.of("Tile", "Cork", "zebra 50%", "O'Neil rug"));
        asked.put("$orderby=length(name)&$skip=1&$top=2", List.of("Tile", "zebra 50%"));
        asked.put("$search=rug OR tile", List.of("Tile", "O'Neil rug"));
        asked.put("$search=NOT e", List.of("Cork"));
        asked.put("$filter=stock gt 3000000000", List.of());
        asked.put("$top=0", List.of());
        asked.put("$filter=name eq 'a|b{c}^\"'", List.of());
        asked.forEach((query, names) -> {
            HttpResponse<String> answer = get("/products?" + query);
            assertThat(answer.statusCode()).as(query + answer.body()).isEqualTo(200);
            assertThat(values(answer, "name")).as(query).containsExactlyElementsOf(names);
        });
        assertError(get("/products?$filter=stock mul 2147483647 mul 2147483647 mul 2147483647 gt 1"), 400, "invalid");
        assertThat(get("/products/$count").body()).isEqualTo("4");
        assertThat(get("/products/$count?$filter=visible").body()).isEqualTo("3");
        assertThat(Http.json(get("/products?$count=true&$top=1")).getInt("@odata.count"))
                .isEqualTo(4);
    }

    @Test
    void tellsWhatThingsReferTo() {
        stock();
        JsonObject first = Http.json(get("/products?$select=name&$expand=category($select=name),company&$top=1"))
                .getJsonArray("value")
                .getJsonObject(0);
        assertThat(first.getJsonObject("category").getString("name")).isEqualTo("Cork");
        assertThat(first.getJsonObject("company").getJsonNumber("id").longValue())
                .isEqualTo(company.id);
        assertThat(first.keySet()).doesNotContain("price", "productCategoryId");

        long product = id("C3");
        assertThat(get("/products(" + product + ")/category").statusCode()).isEqualTo(204);
        assertThat(Http.json(get("/products(" + id("A1") + ")/category")).getString("name"))
                .isEqualTo("Cork");
        long category =
                Keys.number("SELECT id FROM product_category WHERE name = 'Tiles' AND company_id = ?", company.id);
        assertThat(values(get("/productCategories(" + category + ")/products"), "name"))
                .containsExactly("Tile");
        assertThat(get("/products(" + product + ")/name/$value").body()).isEqualTo("O'Neil rug");
        assertThat(Http.json(get("/products(" + product + ")/stock")).getInt("value"))
                .isEqualTo(7);
        assertThat(values(get("/companies?$orderby=name"), "id")).containsExactly(Long.toString(company.id));
        assertThat(values(get("/companies?$skip=1"), "id")).isEmpty();
        assertThat(values(get("/companies?$top=0"), "id")).isEmpty();
        assertThat(get("/companies/$count").body()).isEqualTo("1");
    }

    @Test
    void pagesAreFoundByWhatCameBefore() {
        Keys.change("""
                INSERT INTO product (version, company_id, reference, name, price, stock, visible, changed_at)
                SELECT 0, ?, CONCAT('R', seq), CONCAT('N', seq MOD 7), seq MOD 5, IF(seq MOD 3 = 0, 0, seq), TRUE,
                    UTC_TIMESTAMP(6)
                FROM seq_1_to_1003""", company.id);
        List<HttpResponse<String>> pages = pages("/products?$orderby=name desc,price&$select=reference&$count=true");
        assertThat(pages).hasSize(2);
        assertThat(Http.json(pages.get(1)).getInt("@odata.count")).isEqualTo(1003);
        assertThat(pages.stream().flatMap(page -> values(page, "reference").stream()))
                .hasSize(1003)
                .doesNotHaveDuplicates();

        pages = pages("/products?$top=25&$filter=stock gt 0&$orderby=price desc", "Prefer", "odata.maxpagesize=10");
        assertThat(pages).hasSize(3);
        assertThat(pages.get(0).headers().firstValue("Preference-Applied").orElseThrow())
                .contains("maxpagesize=10");
        assertThat(pages.stream().flatMap(page -> values(page, "reference").stream()))
                .hasSize(25)
                .doesNotHaveDuplicates();
        assertThat(pages("/products?$orderby=length(name),id&$skip=995&$top=6", "Prefer", "maxpagesize=4"))
                .extracting(page -> values(page, "id").size())
                .containsExactly(4, 2);
        assertThat(values(get("/products?$top=1003&$skip=1001"), "id")).hasSize(2);
    }

    /** What the database is told is what is asked: condition and size, with an index for both. */
    @Test
    void filterReachesTheDatabase() {
        stock();
        Keys.change("SET GLOBAL log_output = 'TABLE'");
        Keys.change("SET GLOBAL general_log = 1");
        String sql;
        try {
            assertThat(values(get("/products?$filter=reference eq 'A1' and stock gt 2&$top=5"), "name"))
                    .containsExactly("Cork");
            sql = Keys.texts("SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE argument LIKE"
                            + " '%from product %''A1''%' AND argument NOT LIKE '%general_log%'")
                    .get(0);
        } finally {
            Keys.change("SET GLOBAL general_log = 0");
            Keys.change("TRUNCATE mysql.general_log");
        }
        assertThat(sql).contains("limit 0,5");
        List<String> plan = Keys.texts("ANALYZE FORMAT=JSON " + sql.substring(sql.indexOf("select ")));
        assertThat(plan.get(0)).contains("\"access_type\": \"const\"").contains("\"key\": \"company_id\"");
    }

    @Test
    void thingsAreMadeChangedAndDeleted() {
        HttpResponse<String> made = call("POST", "/products", "{\"name\":\"Cork\",\"price\":2.5,\"id\":990077}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        String address = made.headers().firstValue("Location").orElseThrow();
        assertThat(address).startsWith(URL + "/products(");
        assertThat(made.headers().firstValue("ETag")).hasValue("W/\"0\"");
        assertThat(Http.json(made).getInt("stock")).isZero();
        String path = address.substring(URL.length());

        assertThat(call("GET", path, "", "If-None-Match", "W/\"0\"").statusCode())
                .isEqualTo(304);
        HttpResponse<String> changed = call("PATCH", path, "{\"stock\":7}", "If-Match", "W/\"0\"");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(Http.json(changed).getString("@odata.etag")).isEqualTo("W/\"1\"");
        assertThat(Http.json(changed).getJsonNumber("price").doubleValue()).isEqualTo(2.5);
        assertError(call("PATCH", path, "{\"stock\":8}", "If-Match", "W/\"0\""), 412, "precondition_failed");
        assertError(call("DELETE", path, "", "If-Match", "\"0\""), 412, "precondition_failed");
        assertError(call("PATCH", path, "{\"stock\":8}", "If-Match", "1"), 400, "malformed_header");

        HttpResponse<String> replaced = call("PUT", path, "{\"name\":\"Rug\"}", "Prefer", "return=minimal");
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(204);
        assertThat(replaced.headers().firstValue("OData-EntityId")).hasValue(address);
        JsonObject read = Http.json(get(path));
        assertThat(read.getString("name")).isEqualTo("Rug");
        assertThat(read.getInt("stock")).isZero();
        assertError(call("PUT", path, "{\"price\":1}"), 400, "invalid");

        HttpResponse<String> category = call("POST", "/productCategories", "{\"name\":\"Tiles\"}");
        String bind = "{\"category@odata.bind\":\"productCategories("
                + Http.json(category).getJsonNumber("id") + ")\"}";
        assertThat(Http.json(call("PATCH", path + "?$expand=category", bind))
                        .getJsonObject("category")
                        .getString("name"))
                .isEqualTo("Tiles");

        // What it refers to may have changed without it.
        for (String whole : List.of(path + "?$expand=category", path + "/category")) {
            HttpResponse<String> known = call("GET", whole, "", "If-None-Match", "*");
            assertThat(known.statusCode()).as(whole).isEqualTo(200);
            assertThat(known.headers().firstValue("ETag")).as(whole).isEmpty();
        }

        assertThat(call("DELETE", path, "", "If-Match", "*").statusCode()).isEqualTo(204);
        assertError(get(path), 404, "not_found");
    }

    @Test
    void viewersReadAndOthersDoNotKnow() {
        stock();
        String path = "/products(" + id("A1") + ")";
        String viewer = keyOf(company.viewer());
        assertThat(callWith(viewer, "GET", path, "").statusCode()).isEqualTo(200);
        assertError(callWith(viewer, "POST", "/products", "{\"name\":\"x\"}"), 403, "permission_missing");
        assertError(callWith(viewer, "PATCH", path, "{\"name\":\"x\"}"), 403, "permission_missing");
        assertError(callWith(viewer, "DELETE", path, ""), 403, "permission_missing");

        OwnCompany other = OwnCompany.found();
        String stranger = keyOf(other, other.administrator());
        for (String method : List.of("GET", "PATCH", "PUT", "DELETE")) {
            String body = method.startsWith("P") ? "{\"name\":\"x\"}" : "";
            assertError(callWith(stranger, method, path, body), 404, "not_found");
        }
        assertError(callWith(stranger, "GET", "/companies(" + company.id + ")", ""), 404, "not_found");
        assertThat(callWith(stranger, "GET", "/products/$count", "").body()).isEqualTo("0");
        assertThat(Http.json(get(path)).getString("name")).isEqualTo("Cork");
    }

    @Test
    void badInputIsRefused() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("/products?$filter=name eq", "400 malformed");
        addresses.put("/products?$filter=nme eq 'x'", "400 malformed");
        addresses.put("/products?$select=nme", "400 malformed");
        addresses.put("/products?$orderby=nme", "400 malformed");
        addresses.put("/products?$expand=nme", "400 malformed");
        addresses.put("/products?$top=-1", "400 malformed");
        addresses.put("/products?$skip=x", "400 malformed");
        addresses.put("/products?$skiptoken=x", "400 malformed");
        addresses.put("/products?$unknown=1", "400 malformed");
        addresses.put("/products?$top=1&$top=2", "400 malformed");
        addresses.put("/products?$filter=" + "(".repeat(5000), "400 too_complex");
        addresses.put("/products?$filter=" + "stock eq 1 or ".repeat(300) + "stock eq 1", "400 too_complex");
        addresses.put("/products?$filter=1" + " add 1".repeat(2500) + " eq 1", "400 too_complex");
        addresses.put("/products?$search=" + "a ".repeat(3000), "400 too_complex");
        addresses.put("/products?$filter=" + "9".repeat(28) + " mul " + "9".repeat(28) + " eq stock", "200");
        addresses.put("/products?$filter=id mul 9223372036854775807 gt 1", "200");
        addresses.put("/products?$filter=substring(name,99999999999) eq 'x' and stock mod 2.5 eq 1", "200");
        addresses.put("/products?$filter=indexof(name,'x') eq 99999999999999999999", "200");
        addresses.put("/products?$filter=changedAt gt 2026-13-01T00:00:00Z", "400 malformed");
        addresses.put("/products?$apply=aggregate($count as c)", "501 not_implemented");
        addresses.put("/products?$filter=time(changedAt) eq 10:00:00", "501 not_implemented");
        addresses.put("/productCategories?$expand=products", "501 not_implemented");
        addresses.put("/products?$format=xml", "406 not_acceptable");
        addresses.put("/products?$format=garbage", "406 not_acceptable");
        addresses.put("/nothing", "404 not_found");
        addresses.put("/products(990077)", "404 not_found");
        addresses.put("/products('x')", "400 malformed");
        addresses.put("/products(1)/nme", "404 not_found");
        addresses.put("/$batch", "405 method_not_allowed");
        addresses.put("/$all", "501 not_implemented");
        addresses.put("/$entity?$id=products(990077)", "404 not_found");
        addresses.forEach((address, refusal) -> assertThat(code(get(address)))
                .as(address.substring(0, Math.min(address.length(), 60)))
                .isEqualTo(refusal));
        assertThat(code(call("GET", "/products", "", "Accept", "garbage"))).startsWith("4");

        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("{", "400 malformed_json");
        bodies.put("[]", "400 malformed");
        bodies.put("\"x\"", "400 malformed");
        bodies.put("{\"name\":\"a\",\"name\":\"b\"}", "400 malformed_json");
        bodies.put("[".repeat(100_000), "400 malformed_json");
        bodies.put("{\"a\":".repeat(50_000), "400 malformed_json");
        bodies.put("{\"name\":\"" + "x".repeat(101) + "\"}", "400 invalid");
        bodies.put("{\"name\":\"\\u202e\"}", "400 invalid");
        bodies.put("{\"name\":null}", "400 invalid");
        bodies.put("{\"name\":7}", "400 invalid");
        bodies.put("{\"stock\":1}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"nme\":1}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"price\":\"x\"}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"price\":1e999999999}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"price\":1.23456}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"stock\":3000000000}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"productCategoryId\":990077}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"category@odata.bind\":\"nothing(1)\"}", "400 malformed");
        bodies.put("{\"name\":\"x\",\"category@odata.bind\":\"products(1)\"}", "400 malformed");
        bodies.put("{\"name\":\"x\",\"price\":\"" + "0".repeat(500_000) + "x\"}", "400 invalid");
        bodies.put("{\"name\":\"x\",\"category\":{\"name\":\"y\"}}", "501 not_implemented");
        bodies.put("{\"name\":\"x\",\"reference\":\"" + " ".repeat(1_100_000) + "\"}", "413 too_large");
        bodies.forEach((body, refusal) -> assertThat(code(call("POST", "/products", body)))
                .as(body.substring(0, Math.min(body.length(), 60)))
                .isEqualTo(refusal));
        assertThat(code(call("POST", "/products", "<x/>", "Content-Type", "application/xml")))
                .isEqualTo("415 unsupported_media_type");
        assertThat(code(call("POST", "/companies", "{\"name\":\"x\"}"))).isEqualTo("405 method_not_allowed");
        assertThat(code(call("DELETE", "/products", ""))).isEqualTo("405 method_not_allowed");
        assertThat(call("DELETE", "/products", "").headers().firstValue("Allow"))
                .hasValue("GET, HEAD, POST");
        assertThat(call("OPTIONS", "/companies", "").headers().firstValue("Allow"))
                .hasValue("GET, HEAD");
        assertThat(get("/products/$count").body()).isEqualTo("0");
    }

    @Test
    void batchHoldsSeveralRequests() {
        String two = change("1", "POST", "/products", "{\"name\":\"Cork\"}")
                + change("2", "POST", "/products", "{\"name\":\"Tile\"}")
                + change("3", "PATCH", "/$1", "{\"stock\":5}");
        HttpResponse<String> done = batch(changeSet(two) + read("/products?$filter=stock+eq+5"));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(done.body().split("HTTP/1.1 201", -1)).as(done.body()).hasSize(3);
        assertThat(done.body()).contains("\"stock\":5");

        String wrong = change("1", "POST", "/products", "{\"name\":\"Rug\"}")
                + change("2", "POST", "/products", "{\"nme\":\"x\"}");
        String parts = changeSet(wrong) + read("/products/$count");
        assertThat(batch(parts).body()).contains("HTTP/1.1 400").doesNotContain("HTTP/1.1 200");
        assertThat(batch(parts, "Prefer", "odata.continue-on-error").body())
                .contains("HTTP/1.1 400")
                .contains("HTTP/1.1 200");
        assertThat(get("/products/$count").body()).isEqualTo("2");

        assertThat(code(batch(read("/products").repeat(101)))).isEqualTo("400 too_complex");
        HttpResponse<String> counted = batch(read("/$metadata").repeat(50));
        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(get("/").headers().allValues("RateLimit"))
                .anyMatch(left -> left.startsWith("\"odata\";r=5") && !left.startsWith("\"odata\";r=59"));
        assertThat(code(batch("garbage"))).isEqualTo("400 malformed");
        assertThat(code(batch(changeSet(change("1", "POST", "/$batch", "{}"))))).isEqualTo("400 malformed");
        assertThat(code(call("POST", "/$batch", "{}"))).startsWith("4");
        assertThat(batchWith(keyOf(company.viewer()), changeSet(two)).body()).contains("HTTP/1.1 403");
    }

    /** By a client that knows nothing but the address, and reads the rest from {@code $metadata}. */
    @Test
    void clientFindsOutByTheMetadata() {
        ODataClient client = ODataClientFactory.getClient();
        Edm edm = with(client.getRetrieveRequestFactory().getMetadataRequest(URL))
                .execute()
                .getBody();
        assertThat(edm.getEntityContainer().getEntitySets())
                .extracting(set -> set.getName())
                .contains("customers", "products");
        EdmEntityType type = edm.getEntityContainer().getEntitySet("customers").getEntityType();

        ClientEntity customer = client.getObjectFactory().newEntity(type.getFullQualifiedName());
        for (String name : type.getPropertyNames()) {
            EdmProperty property = (EdmProperty) type.getProperty(name);
            if (property.getAnnotations().isEmpty()) {
                String value = name.length() > property.getMaxLength() ? "PT" : name;
                ClientProperty made = client.getObjectFactory()
                        .newPrimitiveProperty(
                                name,
                                client.getObjectFactory()
                                        .newPrimitiveValueBuilder()
                                        .setType((EdmPrimitiveType) property.getType())
                                        .setValue(value)
                                        .build());
                customer.getProperties().add(made);
            }
        }
        URI set = client.newURIBuilder(URL).appendEntitySetSegment("customers").build();
        ClientEntity created = with(client.getCUDRequestFactory().getEntityCreateRequest(set, customer))
                .execute()
                .getBody();
        assertThat(created.getProperty("city").getValue().toString()).isEqualTo("city");

        URI found = client.newURIBuilder(URL)
                .appendEntitySetSegment("customers")
                .filter(client.getFilterFactory().eq("name", "name"))
                .build();
        List<ClientEntity> entities = with(client.getRetrieveRequestFactory().getEntitySetRequest(found))
                .execute()
                .getBody()
                .getEntities();
        assertThat(entities).hasSize(1);

        ClientEntity change = client.getObjectFactory().newEntity(type.getFullQualifiedName());
        change.getProperties()
                .add(client.getObjectFactory()
                        .newPrimitiveProperty(
                                "city",
                                client.getObjectFactory()
                                        .newPrimitiveValueBuilder()
                                        .buildString("Porto")));
        Object id = entities.get(0)
                .getProperty(type.getKeyPredicateNames().get(0))
                .getPrimitiveValue()
                .toValue();
        URI address = client.newURIBuilder(URL)
                .appendEntitySetSegment("customers")
                .appendKeySegment(id)
                .build();
        var update = with(client.getCUDRequestFactory().getEntityUpdateRequest(address, UpdateType.PATCH, change));
        update.setIfMatch(entities.get(0).getETag());
        assertThat(update.execute().getStatusCode()).isEqualTo(200);
        ClientEntity read = with(client.getRetrieveRequestFactory().getEntityRequest(address))
                .execute()
                .getBody();
        assertThat(read.getProperty("city").getValue().toString()).isEqualTo("Porto");
        assertThat(read.getETag()).isNotEqualTo(entities.get(0).getETag());

        var delete = with(client.getCUDRequestFactory().getDeleteRequest(address));
        delete.setIfMatch(read.getETag());
        assertThat(delete.execute().getStatusCode()).isEqualTo(204);
        assertThat(get("/customers/$count").body()).isEqualTo("0");
    }

    @ParameterizedTest
    @EnumSource
    void programsOfTheDocumentRun(SeedPrograms programs) {
        stock();
        ApiKey own = Keys.with(
                "company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)",
                company.id,
                company.administrator());
        assertThat(programs.run("TypeScript", "OData", SeedPrograms.constants(own)))
                .contains("In-stock products:")
                .contains("Cork")
                .doesNotContain("Tile");
        assertThat(programs.run("PHP", "OData", SeedPrograms.constants(own)))
                .contains("In-stock products: 2")
                .contains("O'Neil rug");
    }

    private <T extends ODataRequest> T with(T request) {
        request.addCustomHeader("x-api-key", key);
        if (!(request instanceof EdmMetadataRequest)) {
            request.setAccept(ContentType.JSON.toContentTypeString());
        }
        return request;
    }

    /** Four products, of which two are of a category each. */
    private void stock() {
        Keys.change(
                "INSERT INTO product_category (version, company_id, name, changed_at) VALUES (0, ?, 'Cork',"
                        + " UTC_TIMESTAMP(6)), (0, ?, 'Tiles', UTC_TIMESTAMP(6))",
                company.id,
                company.id);
        product("A1", "Cork", "2.5", 3, true, "Cork", "2026-02-03 04:05:06");
        product("B2", "Tile", "10", 0, true, "Tiles", "2026-04-05 06:07:08");
        product("C3", "O'Neil rug", "99.9999", 7, false, null, "2026-05-06 07:08:09");
        product(null, "zebra 50%", "0", 0, true, null, "2026-06-07 08:09:10");
    }

    private void product(
            String reference, String name, String price, int stock, boolean visible, String category, String at) {
        Keys.change("""
                INSERT INTO product (version, company_id, reference, name, price, stock, visible, product_category_id,
                                     changed_at)
                VALUES (0, ?, ?, ?, ?, ?, ?, (SELECT id FROM product_category WHERE company_id = ? AND name = ?), ?)
                """, company.id, reference, name, price, stock, visible, company.id, category, at);
    }

    private long id(String reference) {
        return Keys.number("SELECT id FROM product WHERE company_id = ? AND reference = ?", company.id, reference);
    }

    private String keyOf(String email) {
        return keyOf(company, email);
    }

    private static String keyOf(OwnCompany company, String email) {
        return Keys.with("company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)", company.id, email)
                .reveal();
    }

    private HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    private HttpResponse<String> call(String method, String path, String body, String... headers) {
        return callWith(key, method, path, body, headers);
    }

    /** What an address may not hold as it stands is escaped; a percent sign stands for itself. */
    private static HttpResponse<String> callWith(
            String key, String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("x-api-key", key));
        if (!body.isEmpty() && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        StringBuilder address = new StringBuilder();
        path.chars()
                .forEach(c -> address.append(
                        " \"{}|^[]".indexOf(c) >= 0
                                ? URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                                : Character.toString(c)));
        return Http.send(method, URL + address, body, all.toArray(String[]::new));
    }

    /** All pages, from the first address to the last. */
    private List<HttpResponse<String>> pages(String path, String... headers) {
        List<HttpResponse<String>> pages = new ArrayList<>();
        pages.add(get(path, headers));
        while (Http.json(pages.get(pages.size() - 1)).containsKey("@odata.nextLink")) {
            String next = Http.json(pages.get(pages.size() - 1)).getString("@odata.nextLink");
            assertThat(next).startsWith(URL);
            pages.add(get(next.substring(URL.length()), headers));
            assertThat(pages).hasSizeLessThan(10);
        }
        return pages;
    }

    private static List<String> values(HttpResponse<String> answer, String name) {
        return Http.json(answer).getJsonArray("value").getValuesAs(JsonObject.class).stream()
                .map(it -> text(it.get(name)))
                .toList();
    }

    private static String text(JsonValue value) {
        return value instanceof jakarta.json.JsonString text ? text.getString() : String.valueOf(value);
    }

    private static String code(HttpResponse<String> answer) {
        if (answer.statusCode() < 400) {
            return Integer.toString(answer.statusCode());
        }
        assertThat(answer.headers().firstValue("OData-Version")).hasValue("4.0");
        JsonObject error = Http.json(answer).getJsonObject("error");
        assertThat(error.getString("message")).isNotBlank();
        return answer.statusCode() + " " + error.getString("code");
    }

    private static void assertError(HttpResponse<String> answer, int status, String code) {
        assertThat(code(answer)).as(answer.body()).isEqualTo(status + " " + code);
    }

    private HttpResponse<String> batch(String parts, String... headers) {
        return batchWith(key, parts, headers);
    }

    private static HttpResponse<String> batchWith(String key, String parts, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "multipart/mixed;boundary=b"));
        return callWith(key, "POST", "/$batch", parts + "--b--\r\n", all.toArray(String[]::new));
    }

    private static String changeSet(String changes) {
        return "--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n" + changes + "--c--\r\n";
    }

    private static String change(String id, String method, String path, String body) {
        return "--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id
                + "\r\n\r\n" + method + " " + path.substring(1)
                + " HTTP/1.1\r\nContent-Type: application/json\r\n\r\n" + body + "\r\n";
    }

    private static String read(String path) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nGET "
                + path.substring(1) + " HTTP/1.1\r\n\r\n\r\n";
    }
}
