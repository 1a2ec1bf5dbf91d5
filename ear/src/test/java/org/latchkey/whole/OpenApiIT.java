package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document that describes the API, and the page that shows it. */
@ArquillianTest
class OpenApiIT {

    private static final String DOCUMENT = TestServer.URL + "/api/2/openapi.json";
    private static final Set<String> PUBLIC = Set.of("reportLeaks", "getOpenApi");

    private HttpResponse<String> answer;
    private JsonObject document;

    @BeforeEach
    void read() {
        answer = Http.get(DOCUMENT);
        document = Http.json(answer);
    }

    @Test
    void documentIsForEverybodyAndValid() {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.getString("openapi")).isEqualTo("3.1.0");
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.body(), null, options);
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @Test
    void everyMethodOfTheResourcesIsInItAndNothingElse() {
        assertThat(operations()).extracting(Operation::call).containsExactlyInAnyOrderElementsOf(resourceMethods());
    }

    @Test
    void everyOperationIsCompletelyDescribed() {
        for (Operation operation : operations()) {
            JsonObject described = operation.described();
            assertThat(described.getString("summary")).as(operation.call()).isNotBlank();
            assertThat(described.getJsonArray("tags")).as(operation.call()).hasSize(1);
            assertThat(described.keySet().contains("security"))
                    .as(operation.call())
                    .isEqualTo(PUBLIC.contains(described.getString("operationId")));
            JsonObject responses = described.getJsonObject("responses");
            assertThat(responses.keySet().stream().filter(it -> it.startsWith("2")))
                    .as(operation.call())
                    // An import is answered at once or later.
                    .hasSize(described.getString("operationId").equals("import") ? 2 : 1);
            if (!PUBLIC.contains(described.getString("operationId"))) {
                assertThat(responses.keySet()).as(operation.call()).contains("401", "403", "429", "503");
            }
            if (described.containsKey("requestBody")) {
                assertThat(responses.keySet()).as(operation.call()).contains("400", "413", "415", "422");
            }
            responses.forEach((status, response) -> assertDescribed(operation.call() + " " + status, status, response));
        }
        assertThat(document.getJsonObject("components")
                        .getJsonObject("securitySchemes")
                        .keySet())
                .containsExactlyInAnyOrder("key", "bearer");
        assertThat(document.getJsonArray("security")).hasSize(2);
    }

    private void assertDescribed(String what, String status, JsonValue response) {
        JsonObject described = resolved(response.asJsonObject());
        assertThat(described.getString("description")).as(what).isNotBlank();
        if (status.equals("204")) {
            return;
        }
        JsonObject content = described.getJsonObject("content");
        assertThat(content.keySet())
                .as(what)
                .containsExactly(status.startsWith("2") ? "application/json" : "application/problem+json");
        JsonObject form = content.values().iterator().next().asJsonObject();
        assertThat(form.getJsonObject("schema")).as(what).isNotNull();
        if (form.containsKey("examples") && !status.startsWith("2")) {
            examples(form)
                    .forEach(it -> assertThat(it.getInt("status")).as(what).isEqualTo(Integer.parseInt(status)));
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Stream.of(answer.body().split("\"\\$ref\":"))
                .skip(1)
                .map(it -> it.replaceAll("(?s)^\\s*\"([^\"]*)\".*", "$1"))
                .distinct()
                .forEach(it ->
                        assertThat(document.getValue(it.substring(1))).as(it).isNotNull());
    }

    @Test
    void examplesOfRequestsAreAccepted() {
        Api api = Api.asAdministrator();
        for (JsonObject example : requestExamples("/api/2/auth/keys", "post")) {
            String body = example.toString().replaceFirst("(\"name\":\")[^\"]*", "$1" + UUID.randomUUID());
            assertThat(api.post("", body).statusCode()).as(body).isEqualTo(201);
        }
        String id = api.make("").getString("id");
        for (JsonObject example : requestExamples("/api/2/auth/keys/{id}", "patch")) {
            assertThat(api.patch(id, example.toString()).statusCode())
                    .as(example.toString())
                    .isEqualTo(200);
        }
        for (JsonObject example : requestExamples("/api/2/auth/keys/{id}/regenerate", "post")) {
            assertThat(api.post("/" + api.make("").getString("id") + "/regenerate", example.toString())
                            .statusCode())
                    .as(example.toString())
                    .isEqualTo(200);
        }
        TokensOf tokens = TokensOf.newKey();
        for (JsonObject example : requestExamples("/api/2/auth/tokens", "post")) {
            assertThat(tokens.created(example.toString())).isNotEmpty();
        }
        for (JsonObject example : requestExamples("/api/2/auth/token", "post")) {
            assertThat(tokens.inspect(example.toString()).statusCode()).isEqualTo(404);
        }
        JsonObject leaks = form(operation("/api/2/auth/leaks", "post").getJsonObject("requestBody"));
        for (JsonValue example : leaks.getJsonObject("examples").values()) {
            String body = example.asJsonObject().get("value").toString();
            assertThat(Http.send("POST", TestServer.URL + "/api/2/auth/leaks", body, "Content-Type", "application/json")
                            .statusCode())
                    .as(body)
                    .isEqualTo(202);
        }
    }

    @Test
    void answersAreAsDescribed() {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("\"expiresOn\":\"2030-12-31\"");
        String path = "/" + made.getString("id");

        assertHas(made, "Key");
        assertHas(Http.json(api.post(path + "/regenerate", "{\"overlap\":\"1h\"}")), "Key");
        assertHas(Http.json(api.post(path + "/revoke", "")), "Key");
        assertHas(Http.json(api.get("?limit=1")), "Keys");
        assertHas(Http.json(api.get(path + "/usage")), "Usage");
        assertHas(Http.json(api.get("/nobody")), "Problem");
        assertHas(Http.json(api.get("?limit=0")), "Problem");
        assertHas(Http.json(Http.get(TestServer.URL + "/api/2/whoami", "x-api-key", api.key())), "Identity");
        TokensOf tokens = TokensOf.newKey();
        JsonObject created = tokens.one("{\"count\":1}");
        assertHas(created, "Token");
        assertHas(tokens.list().get(0), "Token");
        assertHas(Http.json(tokens.inspect("{\"token\":\"" + created.getString("token") + "\"}")), "TokenInspected");
        assertHas(Http.json(tokens.revoke(created.getString("id"))), "TokenRevoked");
        for (Operation operation : operations()) {
            operation.described().getJsonObject("responses").forEach((status, response) -> {
                JsonObject described = resolved(response.asJsonObject());
                if (described.containsKey("content")) {
                    JsonObject form = described
                            .getJsonObject("content")
                            .values()
                            .iterator()
                            .next()
                            .asJsonObject();
                    String schema = form.getJsonObject("schema").getString("$ref", "");
                    examples(form).forEach(it -> assertHas(it, schema.substring(schema.lastIndexOf('/') + 1)));
                }
            });
        }
    }

    /** All that it must have, and nothing that is not described. */
    private void assertHas(JsonObject object, String schema) {
        JsonObject described =
                document.getJsonObject("components").getJsonObject("schemas").getJsonObject(schema);
        assertThat(described).as(schema).isNotNull();
        assertThat(described.getJsonObject("properties").keySet()).as(schema).containsAll(object.keySet());
        if (described.containsKey("required")) {
            assertThat(object.keySet())
                    .as(schema)
                    .containsAll(described.getJsonArray("required").getValuesAs(it -> ((JsonString) it).getString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/2/openapi.json/", "/api/2/openapi.json;x", "/api/2/openapi%2ejson", "/api/2/openapi"})
    void nothingBesideItIsForEverybody(String path) {
        assertThat(Http.get(TestServer.URL + path).statusCode()).isEqualTo(401);
    }

    @Test
    void pageShowsItAtAnyWidthUnderAStrictPolicy() {
        HttpResponse<String> page = Http.get(TestServer.URL + "/reference/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(Http.get(TestServer.URL + "/reference").headers().firstValue("Location"))
                .hasValue(TestServer.URL + "/reference/");
        assertThat(Http.get(TestServer.URL + "/reference/nothing").statusCode()).isEqualTo(404);

        for (int width : new int[] {1280, 360}) {
            List<String> complaints = new ArrayList<>();
            try (Page shown = Chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(width, 800))) {
                shown.onConsoleMessage(message -> {
                    if (message.type().equals("error")) {
                        complaints.add(message.text());
                    }
                });
                shown.onPageError(complaints::add);
                shown.onRequest(request -> {
                    if (!request.url().startsWith(TestServer.URL)
                            && !request.url().startsWith("data:")) {
                        complaints.add(request.url());
                    }
                });
                shown.navigate(TestServer.URL + "/reference/");
                Locator create = shown.locator("#operations-Keys-createKey");
                create.getByRole(AriaRole.BUTTON).first().click();
                create.getByText("ERP nightly sync").first().waitFor();
                shown.screenshot(new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(TestServer.TARGET.resolve("screenshots/reference-" + width + ".png")));
                assertThat(complaints).isEmpty();
                assertThat(shown.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(width);
            }
        }
    }

    private List<JsonObject> requestExamples(String path, String method) {
        return examples(form(operation(path, method).getJsonObject("requestBody")));
    }

    private static JsonObject form(JsonObject body) {
        return body.getJsonObject("content").values().iterator().next().asJsonObject();
    }

    private static List<JsonObject> examples(JsonObject form) {
        return form.containsKey("examples")
                ? form.getJsonObject("examples").values().stream()
                        .map(it -> it.asJsonObject().getJsonObject("value"))
                        .toList()
                : List.of();
    }

    private JsonObject operation(String path, String method) {
        return document.getJsonObject("paths").getJsonObject(path).getJsonObject(method);
    }

    private JsonObject resolved(JsonObject response) {
        return response.containsKey("$ref")
                ? document.getValue(response.getString("$ref").substring(1)).asJsonObject()
                : response;
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.getJsonObject("paths")
                .forEach((path, methods) -> methods.asJsonObject()
                        .forEach((method, operation) -> operations.add(new Operation(
                                method.toUpperCase(Locale.ROOT) + " " + path, operation.asJsonObject()))));
        return operations;
    }

    /** As {@code GET /api/2/whoami}, read from the classes that are deployed. */
    private static Set<String> resourceMethods() {
        return new ClassFileImporter()
                        .importPath(
                                java.nio.file.Path.of(System.getProperty("latchkey.root"), "web/api/target/classes"))
                        .stream()
                        .filter(it -> it.isAnnotatedWith(Path.class))
                        .flatMap(it -> it.getMethods().stream())
                        .flatMap(OpenApiIT::call)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> call(JavaMethod method) {
        String path =
                "/api/" + method.getOwner().getAnnotationOfType(Path.class).value()
                        + method.tryGetAnnotationOfType(Path.class)
                                .map(it -> "/" + it.value())
                                .orElse("");
        return Stream.<Class<? extends Annotation>>of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class)
                .filter(method::isAnnotatedWith)
                .map(it -> it.getSimpleName() + " " + path);
    }

    private record Operation(String call, JsonObject described) {}
}
