package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.form;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** API keys that are exchanged for tokens at the token endpoint (RFC 8693), and what is refused there. */
@ArquillianTest
class TokenExchangeIT {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String API_KEY = "urn:latchkey:params:oauth:token-type:api-key";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private final ApiKey key = Keys.active();

    @Test
    void keyIsExchangedForAToken() throws Exception {
        JsonObject answer = OAuth.issued(exchange(key));

        assertThat(answer.keySet())
                .containsExactlyInAnyOrder("access_token", "issued_token_type", "token_type", "expires_in", "scope");
        assertThat(answer.getString("issued_token_type")).isEqualTo(ACCESS_TOKEN);
        assertThat(answer.getString("token_type")).isEqualTo("Bearer");
        assertThat(answer.getInt("expires_in")).isEqualTo(3600);
        assertThat(answer.getString("scope")).isEqualTo("write");
        SignedJWT jwt = SignedJWT.parse(answer.getString("access_token"));
        assertThat(jwt.getJWTClaimsSet().getStringClaim("client_id"))
                .isEqualTo(key.id().toString());
        HttpResponse<String> whoami = Http.get(
                TestServer.URL + "/api/2/whoami", "Authorization", "Bearer " + answer.getString("access_token"));
        assertThat(whoami.statusCode()).as(whoami.body()).isEqualTo(200);
        assertThat(Http.json(whoami).getJsonObject("user").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
        // It is the same as what the management API creates.
        assertThat(TokensOf.key(key).list())
                .singleElement()
                .satisfies(token -> assertThat(token.getString("id"))
                        .isEqualTo(jwt.getJWTClaimsSet().getJWTID()));
        assertThat(Office.events(key)).singleElement().asString().startsWith("token.created|Dana Demo|count: 1\n");
        assertThat(Office.rows(
                        "SELECT actor_key, address FROM audit_event WHERE subject_id = ?",
                        key.id().toString()))
                .containsExactly(key.id() + "|127.0.0.1");
    }

    @Test
    void bothShapesSayTheSame() {
        JsonObject answer = OAuth.issued(exchange(
                key,
                "expires_in",
                "60",
                "request_limit",
                "2",
                "scope",
                "products:view customers:view",
                "requested_token_type",
                JWT,
                "audience",
                TestServer.URL,
                "client_id",
                "nobody"));

        assertThat(answer.getString("issued_token_type")).isEqualTo(JWT);
        assertThat(answer.getInt("expires_in")).isEqualTo(60);
        assertThat(answer.getString("scope")).isEqualTo("customers:view products:view");
        String token = answer.getString("access_token");
        assertThat(OAuth.use(token)).isEqualTo("200");
        assertThat(OAuth.use(token)).isEqualTo("200");
        assertThat(OAuth.use(token)).isEqualTo("401 token_exhausted");
    }

    @Test
    void tokenIsForThePartOfTheServerThatIsNamed() {
        JsonObject answer = OAuth.issued(exchange(key, "resource", TestServer.URL + "/other", "scope", "read"));

        assertThat(answer.getString("scope")).isEqualTo("read");
        assertThat(OAuth.use(answer.getString("access_token"))).isEqualTo("401 token_audience");
    }

    @Test
    void proofBindsTheTokenToItsKey() {
        ECKey bound = Tokens.key();
        String proof = Proof.by(bound).sign();
        JsonObject answer = OAuth.issued(exchange(key.reveal(), List.of("DPoP", proof)));

        assertThat(answer.getString("token_type")).isEqualTo("DPoP");
        String token = answer.getString("access_token");
        assertThat(OAuth.use(token)).isEqualTo("401 proof_missing");
        assertThat(Http.get(
                                TestServer.URL + "/api/2/whoami",
                                "Authorization",
                                "DPoP " + token,
                                "DPoP",
                                Proof.by(bound, token).sign())
                        .statusCode())
                .isEqualTo(200);
        assertError(exchange(key.reveal(), List.of("DPoP", proof)), 400, "invalid_dpop_proof");
        assertError(exchange(key.reveal(), List.of("DPoP", "nonsense")), 400, "invalid_dpop_proof");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "actor_token=x | invalid_request",
                "actor_token_type=" + JWT + " | invalid_request",
                "client_secret=x | invalid_request",
                "client_id=x&client_secret=x | invalid_request",
                "client_assertion=x | invalid_request",
                "client_assertion_type=x | invalid_request",
                "requested_token_type=urn:ietf:params:oauth:token-type:refresh_token | invalid_request",
                "requested_token_type=" + API_KEY + " | invalid_request",
                "expires_in=59 | invalid_request",
                "expires_in=86401 | invalid_request",
                "expires_in=999999999999 | invalid_request",
                "expires_in=-60 | invalid_request",
                "expires_in=060 | invalid_request",
                "expires_in=1e3 | invalid_request",
                "request_limit=0 | invalid_request",
                "request_limit=1000001 | invalid_request",
                "request_limit=x | invalid_request",
                "subject_token_type=x | invalid_request",
                "subject_token=x | invalid_request",
                "audience=https://other.example | invalid_target",
                "audience=x | invalid_target",
                "resource=https://other.example | invalid_target",
                "resource=x&resource=x | invalid_target",
                "scope=nothing:view | invalid_scope",
                "scope=read  write | invalid_scope",
                "scope=api-access:change | invalid_scope",
                "scope=read company:change | invalid_scope",
                "scope=openid | invalid_scope"
            })
    void whatIsWrongWithTheRequestIsSaid(String more, String error) {
        assertError(OAuth.post(OAuth.TOKEN, body(key.reveal()) + "&" + more.replace(" ", "+")), 400, error);
        assertThat(TokensOf.key(key).list()).isEmpty();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertError(OAuth.post(OAuth.TOKEN, form("grant_type", GRANT)), 400, "invalid_request");
        assertError(
                OAuth.post(OAuth.TOKEN, form("grant_type", GRANT, "subject_token", key.reveal())),
                400,
                "invalid_request");
        assertError(
                OAuth.post(OAuth.TOKEN, form("grant_type", GRANT, "subject_token_type", API_KEY)),
                400,
                "invalid_request");
        assertError(
                OAuth.post(
                        OAuth.TOKEN,
                        form("grant_type", GRANT, "subject_token_type", JWT, "subject_token", key.reveal())),
                400,
                "invalid_request");
        // No other endpoint knows of it.
        assertError(OAuth.post(OAuth.PAR, body(key.reveal())), 401, "invalid_client");
    }

    @Test
    void noClientProvesItself() {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);

        for (String authorization :
                List.of(OAuth.basic(client.id().toString(), client.secret()), "Bearer " + key.reveal(), key.reveal())) {
            HttpResponse<String> answer = OAuth.post(OAuth.TOKEN, body(key.reveal()), "Authorization", authorization);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(TokensOf.key(key).list()).isEmpty();
    }

    @Test
    void keyIsVerifiedAsItIsEverywhere() {
        assertRefused(Keys.revoked(), "This API key was revoked.");
        assertRefused(Keys.expiring(Instant.now().minusSeconds(1)), "This API key has expired.");
        assertRefused(Keys.with("addresses = '192.0.2.0/24'"), "This API key may not be used from this address.");
        for (String unknown : List.of(
                ApiKey.issue(new SecureRandom()).reveal(),
                ForgedKey.of(key.id(), new SecureRandom()),
                "apik:nonsense",
                Tokens.token().issue())) {
            HttpResponse<String> answer = exchange(unknown, List.of());
            assertError(answer, 400, "invalid_request");
            assertThat(Http.json(answer).getString("error_description")).isEqualTo("This API key is not known.");
        }
        ApiKey limited = Keys.with("requests_per_minute = 1");
        OAuth.issued(exchange(limited));
        HttpResponse<String> tooMany = exchange(limited);
        assertError(tooMany, 429, "slow_down");
        assertThat(tooMany.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    private static void assertRefused(ApiKey refused, String description) {
        HttpResponse<String> answer = exchange(refused);
        assertError(answer, 400, "invalid_request");
        assertThat(Http.json(answer).getString("error_description")).isEqualTo(description);
    }

    @Test
    void exchangeIsAUseOfTheKey() {
        OAuth.issued(OAuth.post(OAuth.TOKEN, body(key.reveal()), "User-Agent", "exchanger/1"));

        Await.until(() -> "exchanger/1".equals(Office.column(key, "last_user_agent")));
        assertThat(Office.column(key, "last_address")).isEqualTo("127.0.0.1");
    }

    @Test
    void limitsAreThoseOfTheKey() {
        OAuth.issued(exchange(key));
        for (int i = 0; i < 4; i++) {
            TokensOf.key(key).created("{\"count\":1}");
        }
        HttpResponse<String> refused = exchange(key);
        assertError(refused, 429, "slow_down");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(40L, 60L);

        Instant end = Instant.now().plus(Duration.ofMinutes(10));
        assertThat(OAuth.issued(exchange(Keys.expiring(end))).getInt("expires_in"))
                .isBetween(540, 600);
    }

    @Test
    void tokenMayNotDoMoreThanItsKey() {
        Api narrow = Api.asAdministrator().limitedTo("\"permissions\":[\"products:view\"]");
        ApiKey own = ApiKey.parse(narrow.key()).orElseThrow();

        assertError(exchange(own, "scope", "products:view customers:view"), 400, "invalid_scope");
        assertThat(OAuth.issued(exchange(own, "scope", "products:view")).getString("scope"))
                .isEqualTo("products:view");
    }

    @Test
    void companyNeedsAPlanThatHasTokens() {
        Office office = new Office();
        HttpResponse<String> refused = exchange(office.key(office.clerk, "Key"));

        assertError(refused, 400, "unauthorized_client");
        assertThat(Http.json(refused).getString("error_description")).contains("Startup", "Growth", "Enterprise");
    }

    private static HttpResponse<String> exchange(ApiKey key, String... more) {
        return OAuth.post(OAuth.TOKEN, body(key.reveal()) + (more.length == 0 ? "" : "&" + form(more)));
    }

    private static HttpResponse<String> exchange(String key, List<String> headers) {
        return OAuth.post(OAuth.TOKEN, body(key), headers.toArray(String[]::new));
    }

    private static String body(String key) {
        return form("grant_type", GRANT, "subject_token", key, "subject_token_type", API_KEY);
    }
}
