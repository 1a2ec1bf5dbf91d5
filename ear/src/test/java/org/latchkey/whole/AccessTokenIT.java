package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Http.bearer;

import com.nimbusds.jose.jwk.ECKey;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.realm.Refusal;
import org.latchkey.server.Demo;

/** Which access tokens open the API and other applications, for what, and what is said to the others. */
@ArquillianTest
class AccessTokenIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";
    private static final String KEYS = TestServer.URL + "/api/2/auth/keys";
    private static final String OTHER = TestServer.URL + "/other/hello";

    @Deployment(testable = false)
    static WebArchive application() {
        return OtherApplicationIT.application();
    }

    @Test
    void tokenTellsWhoseItIsAndWhichClientHasIt() {
        Instant expiresAt = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
        String token = Tokens.token()
                .scopes("products:change customers:view")
                .expiring(expiresAt)
                .issue();
        HttpResponse<String> answer = bearer(WHOAMI, token);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonObject identity = Http.json(answer);
        assertThat(identity.getJsonObject("user").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
        JsonObject credential = identity.getJsonObject("credential");
        assertThat(credential.getString("type")).isEqualTo("access_token");
        assertThat(credential.getString("id")).isEqualTo(Tokens.id(token));
        assertThat(credential.getString("clientId")).isEqualTo(Tokens.client().toString());
        assertThat(credential.getString("expiresAt")).isEqualTo(expiresAt.toString());
        assertThat(credential.getJsonArray("scopes")).hasToString("[\"customers:view\",\"products:change\"]");
        assertThat(credential.keySet()).doesNotContain("name");
        assertThat(identity.getJsonArray("companies").getJsonObject(0).getJsonArray("permissions"))
                .hasToString("[\"customers:view\",\"products:change\",\"products:view\"]");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "read, '[\"api-access:view\",\"company:view\",\"customers:view\",\"products:view\"]'",
        "write, '[\"api-access:view\",\"company:view\",\"customers:change\",\"customers:view\",\"products:change\",\"products:view\"]'",
        "api-access:change company:change, '[\"api-access:view\",\"company:view\"]'",
        "nothing:view, '[]'"
    })
    void tokenMayDoWhatItsScopesAllowOfWhatItsUserMay(String scopes, String permissions) {
        assertThat(permissions(Tokens.token().scopes(scopes).issue())).isEqualTo(permissions);
    }

    @Test
    void scopesGiveNothingThatTheUserLacks() {
        assertThat(permissions(Tokens.token().of(Demo.VIEWER).scopes("write").issue()))
                .isEqualTo("[\"api-access:view\",\"customers:view\",\"products:view\"]");
    }

    @Test
    void tokenActsOnlyInItsCompany() {
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES ('Beside', 'FREE', 'UTC')");
        long company = Keys.number("SELECT id FROM company WHERE name = 'Beside'");
        Keys.change("INSERT INTO role (company_id, name) VALUES (?, 'Administrator')", company);
        Keys.change(
                "INSERT INTO membership SELECT u.id, r.company_id, r.id FROM user_account u, role r"
                        + " WHERE u.email = ? AND r.company_id = ?",
                Demo.ADMINISTRATOR,
                company);
        try {
            JsonObject identity = Http.json(bearer(WHOAMI, Tokens.token().issue()));

            assertThat(identity.getJsonArray("companies")).hasSize(1);
        } finally {
            Keys.change("DELETE FROM membership WHERE company_id = ?", company);
            Keys.change("DELETE FROM role WHERE company_id = ?", company);
            Keys.change("DELETE FROM company WHERE id = ?", company);
        }
    }

    @Test
    void tokenThatWasNeverIssuedIsUnknown() {
        String issued = Tokens.token().issue();
        assertRefused(bearer(WHOAMI, Tokens.unknown()), "token_unknown");
        assertRefused(bearer(WHOAMI, issued.substring(0, issued.length() - 1) + "A"), "token_unknown");
        assertRefused(bearer(WHOAMI, Tokens.part("{\"alg\":\"none\"}") + ".e30.x"), "token_unknown");
        assertRefused(
                bearer(WHOAMI, Tokens.part("{\"alg\":\"none\"}") + "." + Tokens.part("{\"sub\":\"1\"}") + "."),
                "credential_malformed");
    }

    @Test
    void endedTokensAreToldSo() {
        assertRefused(
                bearer(
                        WHOAMI,
                        Tokens.token().expiring(Instant.now().minusSeconds(1)).issue()),
                "token_expired");
        for (String end : List.of(
                "t.revoked_at = UTC_TIMESTAMP(6)",
                "f.ended_at = UTC_TIMESTAMP(6)",
                "f.password_print = REPEAT('x', 32)")) {
            String token = Tokens.token().issue();
            Tokens.change(token, end);
            assertRefused(bearer(WHOAMI, token), "token_ended");
        }
        String both = Tokens.token().expiring(Instant.now().minusSeconds(1)).issue();
        Tokens.change(both, "t.revoked_at = UTC_TIMESTAMP(6)");
        assertRefused(bearer(WHOAMI, both), "token_expired");
    }

    @Test
    void tokenOfADisabledClientHasEnded() {
        String token = Tokens.token().issue();
        String client = Tokens.client().toString();
        Keys.change("UPDATE client SET disabled_at = UTC_TIMESTAMP(6) WHERE id = ?", client);
        try {
            assertRefused(bearer(WHOAMI, token), "token_ended");
        } finally {
            Keys.change("UPDATE client SET disabled_at = NULL WHERE id = ?", client);
        }
    }

    @Test
    void tokenOfADisabledUserIsRefused() {
        String token = Tokens.token().of(Demo.VIEWER).issue();
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?", Demo.VIEWER);
        try {
            assertRefused(bearer(WHOAMI, token), "owner_inactive");
        } finally {
            Keys.change("UPDATE user_account SET disabled_at = NULL WHERE email = ?", Demo.VIEWER);
        }
    }

    @Test
    void tokenTravelsOnlyBehindItsScheme() {
        String token = Tokens.token().issue();

        assertRefused(Http.get(WHOAMI, "x-api-key", token), "token_misplaced");
        assertRefused(Http.get(WHOAMI, "Authorization", token), "token_misplaced");
        assertRefused(Http.get(WHOAMI + "?access_token=" + token), "credential_missing");
        HttpResponse<String> both = Http.get(
                WHOAMI,
                "Authorization",
                "Bearer " + token,
                "x-api-key",
                Keys.active().reveal());
        assertThat(both.statusCode()).isEqualTo(400);
        assertThat(Http.json(both).getString("code")).isEqualTo("credential_ambiguous");
    }

    @Test
    void credentialOfAnotherSchemeIsNoCredential() {
        assertRefused(Http.get(WHOAMI, "Authorization", "Basic ZGVtbzpkZW1v"), "credential_missing");
        assertThat(Http.get(
                                WHOAMI,
                                "Authorization",
                                "Basic ZGVtbzpkZW1v",
                                "x-api-key",
                                Keys.active().reveal())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void challengesSayWhereTheServerIsDescribedAndHowProofsAreSigned() {
        String metadata = "resource_metadata=\"" + TestServer.URL + "/.well-known/oauth-protected-resource\"";

        assertThat(challenges(Http.get(WHOAMI)))
                .containsExactly("Bearer realm=\"latchkey\", " + metadata, "DPoP algs=\"ES256 PS256 RS256\"");
        assertThat(challenges(bearer(WHOAMI, Tokens.unknown())))
                .containsExactly("Bearer realm=\"latchkey\", error=\"invalid_token\","
                        + " error_description=\"This access token is not known.\", " + metadata);
        ECKey key = Tokens.key();
        String bound = Tokens.token().boundTo(key).issue();
        assertThat(challenges(bearer(WHOAMI, bound)).get(1))
                .startsWith("DPoP algs=\"ES256 PS256 RS256\", error=\"invalid_token\", error_description=\"");
        assertThat(challenges(dpop(WHOAMI, bound, "nonsense")).get(1))
                .startsWith("DPoP algs=\"ES256 PS256 RS256\", error=\"invalid_dpop_proof\", error_description=\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other/hello",
                "/api/2x/whoami",
                "/api/2;a=b/whoami",
                "/api/2/whoami;a=b",
                "/api/2/x/../whoami",
                "/api/2/%2e%2E/2/whoami",
                "/api/2/x%2Fwhoami",
                "/api/2//whoami",
                "//api/2/whoami",
                "/%61pi/2/whoami"
            })
    void tokenForOnePartOfTheServerStaysThere(String path) throws IOException {
        String token = Tokens.token().below("/api/2").issue();

        assertThat(raw("GET " + path + " HTTP/1.1", token))
                .startsWith("HTTP/1.1 401")
                .contains("error=\"invalid_token\", error_description=\"" + Refusal.TOKEN_AUDIENCE.detail());
    }

    @Test
    void tokenForOnePartOfTheServerIsAcceptedThere() throws IOException {
        assertThat(bearer(WHOAMI, Tokens.token().below("/api/2").issue()).statusCode())
                .isEqualTo(200);
        assertThat(bearer(
                                WHOAMI + "?x=..//",
                                Tokens.token().below("/api/2/whoami").issue())
                        .statusCode())
                .isEqualTo(200);
        assertThat(raw(
                        "GET " + TestServer.URL + "/api/2/whoami HTTP/1.1",
                        Tokens.token().below("/api").issue()))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(
                        "GET " + TestServer.URL + "/other/hello HTTP/1.1",
                        Tokens.token().below("/api").issue()))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void boundTokenIsAcceptedWithAProofOfItsKey() {
        ECKey key = Tokens.key();
        String token = Tokens.token().boundTo(key).issue();

        assertThat(dpop(WHOAMI, token, Proof.by(key, token).sign()).statusCode())
                .isEqualTo(200);
        String path = TestServer.URL + "/api/2/auth/keys/%C3%A4%2F%27x";
        assertThat(dpop(path, token, Proof.by(key, token).forUri(path).sign()).statusCode())
                .isEqualTo(404);
        // What an application adds behind the question mark is no part of what is proven.
        assertThat(dpop(WHOAMI + "?a=b", token, Proof.by(key, token).sign()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void boundTokenIsRefusedWithoutAProofThatHoldsForTheRequest() {
        ECKey key = Tokens.key();
        String token = Tokens.token().boundTo(key).issue();
        Proof proof = Proof.by(key, token);
        String used = proof.sign();

        assertRefused(bearer(WHOAMI, token), "proof_missing");
        assertRefused(Http.get(WHOAMI, "Authorization", "Bearer " + token, "DPoP", proof.sign()), "proof_missing");
        assertRefused(Http.get(WHOAMI, "Authorization", "DPoP " + token), "proof_missing");
        assertThat(dpop(WHOAMI, token, used).statusCode()).isEqualTo(200);
        assertRefused(dpop(WHOAMI, token, used), "proof_invalid");
        assertRefused(
                Http.get(
                        WHOAMI,
                        "Authorization",
                        "DPoP " + token,
                        "DPoP",
                        proof.sign(),
                        "DPoP",
                        Proof.by(key, token).sign()),
                "proof_invalid");
        assertRefused(dpop(WHOAMI, token, Proof.by(key, token).forMethod("POST").sign()), "proof_invalid");
        assertRefused(dpop(WHOAMI, token, Proof.by(key, token).forUri(KEYS).sign()), "proof_invalid");
        assertRefused(
                dpop(
                        WHOAMI,
                        token,
                        Proof.by(key, token)
                                .forUri(WHOAMI.replace("localhost", "127.0.0.1"))
                                .sign()),
                "proof_invalid");
        assertRefused(dpop(WHOAMI, token, Proof.by(key, Tokens.unknown()).sign()), "proof_invalid");
        assertRefused(dpop(WHOAMI, token, Proof.by(Tokens.key(), token).sign()), "proof_invalid");
        assertRefused(
                dpop(
                        WHOAMI,
                        token,
                        Proof.by(key, token)
                                .issuedAt(Instant.now().minusSeconds(90))
                                .sign()),
                "proof_invalid");
        assertRefused(
                dpop(
                        WHOAMI,
                        token,
                        Proof.by(key, token)
                                .issuedAt(Instant.now().plusSeconds(30))
                                .sign()),
                "proof_invalid");
        assertRefused(dpop(WHOAMI, token, Proof.by(key, token).ofType("JWT").sign()), "proof_invalid");
        assertRefused(dpop(WHOAMI, token, "x".repeat(5000)), "proof_invalid");
        assertRefused(dpop(WHOAMI, token, ""), "proof_invalid");
    }

    @Test
    void proofIsForTheAddressOfTheServerAndNotForWhateverTheRequestNames() throws IOException {
        ECKey key = Tokens.key();
        String token = Tokens.token().boundTo(key).issue();
        String proof = Proof.by(key, token)
                .forUri("http://elsewhere.example/api/2/whoami")
                .sign();

        assertThat(raw("GET /api/2/whoami HTTP/1.1", "elsewhere.example", "DPoP " + token, "DPoP: " + proof + "\r\n"))
                .startsWith("HTTP/1.1 401")
                .contains("proof_invalid");
    }

    @Test
    void tokenThatIsBoundToNothingDoesNotPassForOneThatIs() {
        String token = Tokens.token().issue();

        assertRefused(dpop(WHOAMI, token, Proof.by(Tokens.key(), token).sign()), "proof_missing");
    }

    @Test
    void proofOfARequestThatIsRefusedAnywayIsNotUsedUp() {
        ECKey key = Tokens.key();
        String refused = Tokens.token().boundTo(key).below("/other").issue();

        assertRefused(dpop(WHOAMI, refused, "nonsense"), "token_audience");
    }

    @Test
    void tokenReadsKeysAndChangesNone() {
        ApiKey key = Keys.active();
        String token = Tokens.token().scopes("write").issue();

        assertThat(bearer(KEYS + "?limit=1", token).statusCode()).isEqualTo(200);
        assertThat(bearer(KEYS + "/" + key.id(), token).statusCode()).isEqualTo(200);
        assertForbidden(call("POST", KEYS, "{\"name\":\"" + UUID.randomUUID() + "\"}", token));
        assertForbidden(call(
                "POST",
                KEYS,
                "{\"name\":\"x\"}",
                token,
                "Idempotency-Key",
                UUID.randomUUID().toString()));
        assertForbidden(call("PATCH", KEYS + "/" + key.id(), "{\"notes\":\"x\"}", token));
        assertForbidden(call("POST", KEYS + "/" + key.id() + "/regenerate", "", token));
        assertForbidden(call("POST", KEYS + "/" + key.id() + "/end-previous", "", token));
        assertForbidden(call("POST", KEYS + "/" + key.id() + "/revoke", "", token));
        assertForbidden(call("DELETE", KEYS + "/" + key.id(), "", token));
        assertThat(Api.use(key.reveal())).isEqualTo("200");
    }

    @Test
    void scopeThatIsLackingIsNamed() {
        Keys.of(Demo.ADMINISTRATOR);
        HttpResponse<String> answer =
                bearer(KEYS, Tokens.token().scopes("products:change").issue());

        Api.assertProblem(answer, 403, "insufficient_scope");
        assertThat(Http.json(answer).getString("permission")).isEqualTo("api-access:view");
        assertThat(challenges(answer))
                .containsExactly("Bearer realm=\"latchkey\", error=\"insufficient_scope\", scope=\"api-access:view\"");
        // Neither does the own key of its user.
        String own = Tokens.token().scopes("products:view").issue();
        assertThat(bearer(KEYS + "/" + Keys.active().id(), own).statusCode()).isEqualTo(404);
    }

    @Test
    void permissionThatTheUserLacksIsNoMatterOfScopes() {
        String role = "UPDATE membership SET role_id = ? WHERE user_id = (SELECT id FROM user_account WHERE email = ?)";
        Keys.change("INSERT INTO role (company_id, name) VALUES (1, 'Nothing')");
        long nothing = Keys.number("SELECT id FROM role WHERE company_id = 1 AND name = 'Nothing'");
        Keys.change(role, nothing, Demo.VIEWER);
        try {
            HttpResponse<String> answer =
                    bearer(KEYS, Tokens.token().of(Demo.VIEWER).scopes("read").issue());

            Api.assertMissing(answer, "api-access:view");
            assertThat(challenges(answer)).isEmpty();
        } finally {
            Keys.change(role, 2, Demo.VIEWER);
            Keys.change("DELETE FROM role WHERE id = ?", nothing);
        }
    }

    @Test
    void anotherApplicationAcceptsTokens() {
        assertThat(bearer(TestServer.URL + "/other/products", Tokens.token().issue())
                        .body())
                .isEqualTo("Products of " + Demo.ADMINISTRATOR);
        assertThat(bearer(
                                TestServer.URL + "/other/products",
                                Tokens.token().scopes("customers:view").issue())
                        .statusCode())
                .isEqualTo(403);
        assertThat(bearer(
                                TestServer.URL + "/other/products",
                                Tokens.token().below("/other").issue())
                        .statusCode())
                .isEqualTo(200);
        // What it demands is never delegated.
        assertThat(bearer(OTHER, Tokens.token().issue()).statusCode()).isEqualTo(403);
        assertThat(challenges(bearer(OTHER, Tokens.unknown())).get(0)).contains("not known");
    }

    @Test
    void tokenOpensNoPage() {
        assertThat(bearer(TestServer.URL + "/account/api/keys", Tokens.token().issue())
                        .statusCode())
                .isEqualTo(302);
    }

    private static HttpResponse<String> dpop(String url, String token, String proof) {
        return Http.get(url, "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static HttpResponse<String> call(String method, String url, String body, String token, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + token;
        all[headers.length + 2] = "Content-Type";
        all[headers.length + 3] = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return Http.send(method, url, body, all);
    }

    private static String permissions(String token) {
        return Http.json(bearer(WHOAMI, token))
                .getJsonArray("companies")
                .getJsonObject(0)
                .getJsonArray("permissions")
                .toString();
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }

    private static void assertForbidden(HttpResponse<String> answer) {
        Api.assertProblem(answer, 403, "key_required");
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        Api.assertProblem(answer, 401, code);
        assertThat(challenges(answer).get(0)).startsWith("Bearer realm=\"latchkey\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String raw(String line, String token) throws IOException {
        return raw(line, "localhost", "Bearer " + token, "");
    }

    /** As no client of the JDK would send it. */
    private static String raw(String line, String host, String authorization, String more) throws IOException {
        try (Socket socket = new Socket("localhost", Integer.getInteger("test.http.port"))) {
            String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\nAuthorization: " + authorization
                    + "\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
