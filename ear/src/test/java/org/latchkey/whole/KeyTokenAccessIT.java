package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Http.bearer;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** Whom tokens of API keys let in, as what, and what ends them though the realm remembers both. */
@ArquillianTest
class KeyTokenAccessIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @Deployment(testable = false)
    static WebArchive application() {
        return OtherApplicationIT.application();
    }

    @Test
    void tokenTellsWhoseItIsAndOfWhichKeyItComes() {
        Instant expiresAt = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
        ApiKey key = Keys.expiring(Instant.now().plus(1, ChronoUnit.DAYS));
        String token = Tokens.ofKey(key)
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
        assertThat(credential.getString("keyId")).isEqualTo(key.id().toString());
        assertThat(credential.getString("expiresAt")).isEqualTo(expiresAt.toString());
        assertThat(credential.getJsonArray("scopes")).hasToString("[\"customers:view\",\"products:change\"]");
        assertThat(credential.keySet()).doesNotContain("clientId", "name");
        assertThat(permissions(answer)).isEqualTo("[\"customers:view\",\"products:change\",\"products:view\"]");
        assertThat(answer.headers().firstValue("Latchkey-Key-Expires")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "write, '[\"customers:view\",\"products:change\"]'",
        "read, '[\"customers:view\"]'",
        "products:change customers:change, '[\"customers:view\",\"products:change\"]'",
        "api-access:change, '[]'"
    })
    void tokenMayDoWhatItsScopesAllowOfWhatItsKeyMay(String scopes, String permissions) {
        ApiKey key = Keys.with("all_permissions = FALSE");
        for (String permission :
                new String[] {"'products', 'CHANGE'", "'customers', 'VIEW'", "'api-access', 'CHANGE'"}) {
            Keys.change(
                    "INSERT INTO api_key_permission VALUES (?, " + permission + ")",
                    key.id().toString());
        }

        assertThat(permissions(bearer(WHOAMI, Tokens.ofKey(key).scopes(scopes).issue())))
                .isEqualTo(permissions);
    }

    @Test
    void tokenLosesAtOnceWhatItsKeyLoses() {
        JsonObject made = Api.asAdministrator().make("");
        String token = Tokens.ofKey(Api.value(made)).issue();
        assertThat(permissions(bearer(WHOAMI, token))).contains("products:change");

        HttpResponse<String> narrowed = Api.asAdministrator()
                .patch(
                        made.getString("id"),
                        "{\"permissions\":[\"products:view\"]}",
                        "Content-Type",
                        "application/merge-patch+json");
        assertThat(narrowed.statusCode()).as(narrowed.body()).isEqualTo(200);

        assertThat(permissions(bearer(WHOAMI, token))).isEqualTo("[\"products:view\"]");
    }

    @Test
    void tokenOfAKeyForAllCompaniesActsInTheKeysOwnOnly() {
        OwnCompany beside = OwnCompany.found();
        beside.joinAsGuest(Demo.ADMINISTRATOR);
        ApiKey key = Keys.with("all_companies = TRUE");
        try {
            assertThat(companies(Http.get(WHOAMI, "x-api-key", key.reveal()))).isGreaterThan(1);
            HttpResponse<String> answer = bearer(WHOAMI, Tokens.ofKey(key).issue());
            assertThat(companies(answer)).isEqualTo(1);
            assertThat(Http.json(answer)
                            .getJsonArray("companies")
                            .getJsonObject(0)
                            .getInt("id"))
                    .isEqualTo(1);
        } finally {
            Keys.change(
                    "DELETE FROM membership WHERE company_id = ? AND user_id = (SELECT id FROM user_account WHERE email = ?)",
                    beside.id,
                    Demo.ADMINISTRATOR);
        }
    }

    @Test
    void tokenEndsWithItsTimeAndWithThatOfItsKey() {
        Instant before = Instant.now().minusSeconds(1);

        assertRefused(
                bearer(WHOAMI, Tokens.ofKey(Keys.active()).expiring(before).issue()), "token_expired");
        assertRefused(bearer(WHOAMI, Tokens.ofKey(Keys.expiring(before)).issue()), "token_ended");
    }

    @Test
    void tokenStaysWhereItsKeyMayBeUsed() {
        assertThat(bearer(
                                WHOAMI,
                                Tokens.ofKey(Keys.with("addresses = '127.0.0.0/8,::1'"))
                                        .issue())
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> elsewhere = bearer(
                WHOAMI, Tokens.ofKey(Keys.with("addresses = '192.0.2.0/24'")).issue());

        Api.assertProblem(elsewhere, 403, "address_not_allowed");
        assertThat(elsewhere.headers().firstValue("RateLimit")).isEmpty();
    }

    @Test
    void tokensAndTheirKeyShareTheLimitOfAMinute() {
        ApiKey key = Keys.with("requests_per_minute = 3");
        String one = Tokens.ofKey(key).issue();
        String another = Tokens.ofKey(key).limit(2).issue();

        assertThat(left(Http.get(WHOAMI, "x-api-key", key.reveal()))).startsWith("\"key\";r=2;");
        assertThat(left(bearer(WHOAMI, one))).startsWith("\"key\";r=1;");
        assertThat(left(bearer(WHOAMI, another))).startsWith("\"key\";r=0;");
        for (HttpResponse<String> answer : List.of(bearer(WHOAMI, one), bearer(WHOAMI, another))) {
            Api.assertProblem(answer, 429, "rate_limit_exceeded");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(Tokens.taken(TestServer.database(), another)).isEqualTo(1);
    }

    @Test
    void tokenThatIsUsedUpTakesNothingFromItsKey() {
        ApiKey key = Keys.with("requests_per_minute = 3");
        String token = Tokens.ofKey(key).limit(1).issue();
        assertThat(bearer(WHOAMI, token).statusCode()).isEqualTo(200);

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refused = bearer(WHOAMI, token);
            assertRefused(refused, "token_exhausted");
            assertThat(refused.headers().firstValue("RateLimit")).isEmpty();
        }
        assertThat(left(Http.get(WHOAMI, "x-api-key", key.reveal()))).startsWith("\"key\";r=1;");
    }

    @Test
    void tokenTravelsOnlyAsBearer() {
        String token = Tokens.ofKey(Keys.active()).issue();

        assertRefused(Http.get(WHOAMI, "x-api-key", token), "token_misplaced");
        assertRefused(Http.get(WHOAMI, "Authorization", "DPoP " + token), "proof_missing");
    }

    @Test
    void anotherApplicationSeesOfWhichKeyTheTokenComes() {
        ApiKey key = Keys.active();
        String token = Tokens.ofKey(key).scopes("products:view").issue();

        assertThat(bearer(TestServer.URL + "/other/products", token).body())
                .isEqualTo("Products of " + Demo.ADMINISTRATOR);
        assertThat(bearer(TestServer.URL + "/other/hello", Tokens.ofKey(key).issue())
                        .statusCode())
                .as("what it demands is never delegated")
                .isEqualTo(403);
        JsonObject identity = Http.json(bearer(TestServer.URL + "/other/identity", token));
        assertThat(identity.getJsonArray("Roles")).hasToString("[\"products:view\",\"token\"]");
        assertThat(identity.getJsonArray("token")).hasToString("[\"" + Tokens.id(token) + "\"]");
        assertThat(identity.getJsonArray("key")).hasToString("[\"" + key.id() + "\"]");
        assertThat(identity.getJsonArray("scopes")).hasToString("[\"products:view\"]");
        assertThat(identity.getJsonArray("company")).hasToString("[\"1\"]");
        assertThat(identity.getJsonArray("expires")).hasSize(1);
        assertThat(identity.keySet()).doesNotContain("client", "everywhere");
        // That of a client has no key.
        assertThat(Http.json(bearer(
                                TestServer.URL + "/other/identity",
                                Tokens.token().issue()))
                        .keySet())
                .contains("client", "token")
                .doesNotContain("key");
    }

    private static String left(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"key\";q=3;w=60");
        return answer.headers().firstValue("RateLimit").orElse("");
    }

    private static int companies(HttpResponse<String> answer) {
        return Http.json(answer).getJsonArray("companies").size();
    }

    private static String permissions(HttpResponse<String> answer) {
        return Http.json(answer)
                .getJsonArray("companies")
                .getJsonObject(0)
                .getJsonArray("permissions")
                .toString();
    }

    private static void assertRefused(HttpResponse<String> answer, String code) {
        Api.assertProblem(answer, 401, code);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer realm=\"latchkey\", error=\"invalid_token\"");
    }
}
