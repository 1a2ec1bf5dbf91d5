package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.whole.OAuthClients.OAuthClient;

/**
 * What scripts in pages of other origins may call and read: all that programs call, refusals included, with an access token
 * and never with a cookie. What is for browsers themselves, or for servers only, is not for them.
 */
@ArquillianTest
class CrossOriginIT {

    private static final String ORIGIN = "https://yourapp.com";
    private static final String WHOAMI = "/api/2/whoami";
    private static final String ALLOW_ORIGIN = "access-control-allow-origin";
    private static final String EXPOSE = "access-control-expose-headers";

    /** What every answer says, and all that it says. */
    private static final Map<String, List<String>> READABLE = Map.of(
            ALLOW_ORIGIN,
            List.of("*"),
            EXPOSE,
            List.of(
                    "WWW-Authenticate, Retry-After, RateLimit, RateLimit-Policy, ETag, Location, OData-EntityId, OData-Version"));

    @Test
    void answersOfTheApiAreReadable() {
        String key = Keys.active().reveal();

        assertReadable(get(WHOAMI, "Authorization", "Bearer " + Tokens.token().issue()), 200);
        assertReadable(get(WHOAMI, "x-api-key", key), 200);
        assertReadable(get("/api/none", "x-api-key", key), 404);
        assertReadable(send("DELETE", WHOAMI, "", "x-api-key", key), 405);
        assertReadable(send("POST", "/api/2/auth/keys", "{}", "x-api-key", key, "Content-Type", "text/plain"), 415);
        assertReadable(get("/api/2/openapi.json"), 200);
        assertReadable(send("POST", "/api/2/auth/leaks", "x", "Content-Type", "application/json"), 400);
    }

    @Test
    void refusedTokensAndScopesAreReadable() {
        String token = Tokens.token().scopes("products:change").issue();

        assertReadable(get(WHOAMI, "Authorization", "Bearer " + Tokens.unknown()), 401);
        assertReadable(get("/api/2/auth/keys", "Authorization", "Bearer " + token), 403);
    }

    @Test
    void answersOfTheMechanismAreReadable() {
        ApiKey limited = Keys.with("requests_per_minute = 1");
        assertReadable(get(WHOAMI, "x-api-key", limited.reveal()), 200);

        assertReadable(get(WHOAMI), 401);
        assertReadable(get("/api"), 401);
        assertReadable(get("/api/none"), 401);
        assertReadable(get(WHOAMI, "Authorization", "Bearer nonsense"), 401);
        assertReadable(get(WHOAMI, "Authorization", "Bearer apik:nonsense", "x-api-key", "other"), 400);
        assertReadable(
                get(WHOAMI, "x-api-key", Keys.with("addresses = '192.0.2.0/24'").reveal()), 403);
        assertReadable(get(WHOAMI, "x-api-key", limited.reveal()), 429);
        assertReadable(
                get(WHOAMI, "x-api-key", Keys.with("addresses = 'nonsense'").reveal()), 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {OAuth.TOKEN, OAuth.PAR, OAuth.REVOKE})
    void answersToClientsAreReadable(String path) {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);

        assertReadable(post(path, "x", "Content-Type", "text/plain"), 400);
        assertReadable(post(path, "client_id=" + client.id() + "&client_secret=wrong"), 401);
        assertReadable(get(path), 405);
        assertReadable(post(path, "x".repeat(40_000)), 413);
    }

    @Test
    void tokensAreReadable() {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
        String credentials = OAuth.form("client_id", client.id().toString(), "client_secret", client.secret());

        HttpResponse<String> answer = post(OAuth.TOKEN, credentials + "&grant_type=client_credentials&scope=read");
        assertReadable(answer, 200);
        String token = Http.json(answer).getString("access_token");
        assertReadable(post(OAuth.REVOKE, credentials + "&token=" + token), 200);
    }

    @Test
    void errorsOfOurOwnAreReadable() {
        String id = UUID.randomUUID().toString();
        Keys.change("INSERT INTO safe SELECT ?, 'nonsense', MAX(name), '' FROM pepper", id);
        Keys.change(
                "INSERT INTO signing_key VALUES (?, 'nonsense', ?, '', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))", id, id);
        try {
            assertReadable(get("/auth/oauth/jwks"), 500);
        } finally {
            Keys.change("DELETE FROM signing_key WHERE id = ?", id);
            Keys.change("DELETE FROM safe WHERE id = ?", id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-authorization-server",
                "/.well-known/oauth-protected-resource",
                "/auth/oauth/jwks"
            })
    void metadataIsReadable(String path) {
        assertReadable(get(path), 200);
        assertReadable(send("HEAD", path, ""), 200);
        assertReadable(send("POST", path, "x"), 405);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/query, POST",
        "/api/2/whoami, GET",
        "/api/2/auth/keys/none, PATCH",
        "/api/2/openapi.json, GET",
        "/auth/oauth/token, POST",
        "/auth/oauth/par, POST",
        "/auth/oauth/revoke, POST",
        "/auth/oauth/jwks, GET",
        "/.well-known/oauth-authorization-server, GET",
        "/.well-known/oauth-protected-resource, GET"
    })
    void preflightsAreAnsweredWithoutACredential(String path, String method) {
        HttpResponse<String> answer = preflight(path, method);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(crossOrigin(answer))
                .containsEntry(ALLOW_ORIGIN, List.of("*"))
                .containsEntry("access-control-allow-methods", List.of("GET, POST, PUT, PATCH, DELETE"))
                .containsEntry("access-control-max-age", List.of("600"))
                .doesNotContainKey("access-control-allow-credentials");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** A key does not belong into a page, where everybody can read it. */
    @Test
    void pagesSendTokensAndNoKeys() {
        assertThat(crossOrigin(preflight(WHOAMI, "GET")))
                .containsEntry(
                        "access-control-allow-headers",
                        List.of(
                                "Authorization, Content-Type, DPoP, If-Match, If-None-Match, Prefer, OData-Version, OData-MaxVersion"));
    }

    @Test
    void preflightIsNoWayPastTheMechanism() {
        HttpResponse<String> answer = get(WHOAMI, "Access-Control-Request-Method", "GET");

        assertReadable(answer, 401);
        assertThat(answer.body()).contains("credential_missing");
    }

    @Test
    void otherOptionsAreAnsweredAsEver() {
        assertReadable(send("OPTIONS", WHOAMI, ""), 401);
        assertReadable(send("OPTIONS", WHOAMI, "", "x-api-key", Keys.active().reveal()), 200);
        assertReadable(send("OPTIONS", OAuth.TOKEN, ""), 405);
        HttpResponse<String> answer = send("OPTIONS", "/auth/oauth/jwks", "");
        assertReadable(answer, 200);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OAuth.AUTHORIZE,
                OAuth.AUTHORIZE + "/token",
                OAuth.INTROSPECT,
                "/account",
                "/account/",
                "/account/api/2/whoami",
                "/account/auth/oauth/token",
                "/",
                "/apis",
                "/problem",
                "/reference/",
                "/oauth/refused.css",
                "/.well-known/none",
                "/auth/oauth/none"
            })
    void nothingElseIsForOtherOrigins(String path) {
        assertThat(crossOrigin(get(path))).isEmpty();
        assertThat(crossOrigin(post(path, "x=y"))).isEmpty();
        HttpResponse<String> preflight = preflight(path, "POST");
        assertThat(crossOrigin(preflight)).isEmpty();
        assertThat(preflight.statusCode()).isNotEqualTo(204);
    }

    @Test
    void askingAndIntrospectingAreForNoScript() {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
        HttpResponse<String> asked =
                get(OAuth.AUTHORIZE + "?" + Asking.by(client).query());
        HttpResponse<String> introspected = post(
                OAuth.INTROSPECT,
                OAuth.form("client_id", client.id().toString(), "client_secret", client.secret(), "token", "x"));

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(crossOrigin(asked)).isEmpty();
        assertThat(introspected.statusCode()).isEqualTo(200);
        assertThat(crossOrigin(introspected)).isEmpty();
    }

    private static void assertReadable(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(crossOrigin(answer)).isEqualTo(READABLE);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** All headers by which a server lets other origins do something, by their names in lower case. */
    private static Map<String, List<String>> crossOrigin(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("access-control-")) {
                headers.put(lower, values);
            }
        });
        return headers;
    }

    /** As a browser asks before a script's request that is not simple. */
    private static HttpResponse<String> preflight(String path, String method) {
        return send(
                "OPTIONS",
                path,
                "",
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    private static HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    /** Of a form, unless a header says otherwise. */
    private static HttpResponse<String> post(String path, String body, String... headers) {
        if (headers.length > 0) {
            return send("POST", path, body, headers);
        }
        return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Origin";
        all[headers.length + 1] = ORIGIN;
        return Http.send(method, TestServer.URL + path, body, all);
    }
}
