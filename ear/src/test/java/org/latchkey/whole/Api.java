package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.latchkey.credential.ApiKey;

/** The management API, called with one key. */
final class Api {

    private final String url;
    private final String key;

    private Api(String url, String key) {
        this.url = url + "/api/2/auth/keys";
        this.key = key;
    }

    /** As an administrator of the demo company, with a key of this call's own: keys have a limit. */
    static Api asAdministrator() {
        return with(Keys.active().reveal());
    }

    static Api with(String key) {
        return at(TestServer.URL, key);
    }

    static Api at(String url, String key) {
        return new Api(url, key);
    }

    String key() {
        return key;
    }

    HttpResponse<String> get(String path, String... headers) {
        return call("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String json, String... headers) {
        return call("POST", path, json, headers);
    }

    HttpResponse<String> patch(String id, String json, String... headers) {
        return call("PATCH", "/" + id, json, headers);
    }

    HttpResponse<String> delete(String id, String... headers) {
        return call("DELETE", "/" + id, "", headers);
    }

    /** Headers are names and values in turn; a body is JSON unless they say otherwise. */
    HttpResponse<String> call(String method, String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("x-api-key", key));
        if (!body.isEmpty() && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return Http.send(method, url + path, body, all.toArray(String[]::new));
    }

    /** Makes a key with a name of its own and more fields, such as {@code "notes":"x"}, possibly none. */
    JsonObject make(String fields) {
        String name = "{\"name\":\"" + UUID.randomUUID() + "\"";
        HttpResponse<String> answer = post("", name + (fields.isEmpty() ? "" : ",") + fields + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Http.json(answer);
    }

    /** A caller with a key that this one makes. */
    Api limitedTo(String fields) {
        return with(make(fields).getString("key"));
    }

    JsonObject read(String id) {
        HttpResponse<String> answer = get("/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.json(answer);
    }

    static ApiKey value(JsonObject made) {
        return ApiKey.parse(made.getString("key")).orElseThrow();
    }

    /** Status and code of calling anything with a key. */
    static String use(String key) {
        HttpResponse<String> answer = Http.get(TestServer.URL + "/api/2/whoami", "x-api-key", key);
        return answer.statusCode() == 200
                ? "200"
                : answer.statusCode() + " " + Http.json(answer).getString("code");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonObject problem = Http.json(answer);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("detail")).isNotBlank();
    }

    /** The answer names exactly these fields, as {@code field code} each. */
    static void assertInvalid(HttpResponse<String> answer, String... errors) {
        assertProblem(answer, 422, "invalid");
        JsonArray all = Http.json(answer).getJsonArray("errors");
        assertThat(all.getValuesAs(JsonObject.class))
                .as(answer.body())
                .allSatisfy(it -> assertThat(it.getString("detail")).isNotBlank())
                .extracting(it -> it.getString("field") + " " + it.getString("code"))
                .containsExactly(errors);
    }

    static void assertMissing(HttpResponse<String> answer, String permission) {
        assertProblem(answer, 403, "permission_missing");
        assertThat(Http.json(answer).getString("permission")).isEqualTo(permission);
    }

    /** As JSON writes it. */
    static String quoted(String text) {
        return Json.createValue(text).toString();
    }
}
