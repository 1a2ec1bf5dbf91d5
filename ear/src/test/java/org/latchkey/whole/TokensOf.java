package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.latchkey.credential.ApiKey;

/** The short-lived tokens of one key, as a program manages them. */
final class TokensOf {

    static final String TOKENS = TestServer.URL + "/api/2/auth/tokens";
    static final String TOKEN = TestServer.URL + "/api/2/auth/token";

    private final String key;

    private TokensOf(String key) {
        this.key = key;
    }

    static TokensOf key(ApiKey key) {
        return new TokensOf(key.reveal());
    }

    /** Of a new key of the demo company's administrator: a key creates a few times a minute only. */
    static TokensOf newKey() {
        return key(Keys.active());
    }

    HttpResponse<String> create(String json) {
        return Http.send("POST", TOKENS, json, "x-api-key", key, "Content-Type", "application/json");
    }

    /** The tokens of a creation that has to succeed. */
    List<JsonObject> created(String json) {
        HttpResponse<String> answer = create(json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Http.json(answer).getJsonArray("createApiTokens").getValuesAs(JsonObject.class);
    }

    /** The only token of one. */
    JsonObject one(String json) {
        List<JsonObject> created = created(json);
        assertThat(created).hasSize(1);
        return created.get(0);
    }

    /** The value of a new token. */
    String token() {
        return one("{\"count\":1}").getString("token");
    }

    List<JsonObject> list() {
        HttpResponse<String> answer = Http.get(TOKENS, "x-api-key", key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.json(answer).getJsonArray("apiTokens").getValuesAs(JsonObject.class);
    }

    HttpResponse<String> inspect(String json) {
        return Http.send("POST", TOKEN, json, "x-api-key", key, "Content-Type", "application/json");
    }

    /** What is left of a token. */
    JsonObject inspected(String token) {
        HttpResponse<String> answer = inspect("{\"token\":\"" + token + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Http.json(answer).getJsonObject("apiToken");
    }

    HttpResponse<String> revoke(String id) {
        return Http.send("DELETE", TOKENS + "/" + id, "", "x-api-key", key);
    }
}
