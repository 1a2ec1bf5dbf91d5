package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Codes, access tokens and refresh tokens, from being issued to their end, by one client of its own for each test. */
@ArquillianTest
class TokensIT {

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final OAuthClient open = OAuthClients.open(Codes.REDIRECT);

    @Test
    void codeGivesTokensThatOpenTheApi() {
        JsonObject tokens = OAuth.tokens(client);

        assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
        assertThat(tokens.getInt("expires_in")).isEqualTo(3600);
        assertThat(tokens.getString("scope")).isEqualTo("read write");
        HttpResponse<String> whoami = Http.get(
                TestServer.URL + "/api/2/whoami", "Authorization", "Bearer " + tokens.getString("access_token"));
        assertThat(whoami.statusCode()).as(whoami.body()).isEqualTo(200);
        assertThat(whoami.body()).contains(Demo.ADMINISTRATOR, client.id().toString());
        assertThat(OAuth.isActive(client, tokens.getString("access_token"))).isTrue();
        assertThat(OAuth.isActive(client, tokens.getString("refresh_token"))).isTrue();
    }

    @Test
    void accessTokenIsAJwtThatAnybodyCanVerify() throws Exception {
        String token = OAuth.tokens(client).getString("access_token");
        SignedJWT jwt = SignedJWT.parse(token);
        HttpResponse<String> keys = Http.get(TestServer.URL + "/auth/oauth/jwks");
        com.nimbusds.jose.jwk.ECKey key = com.nimbusds.jose.jwk.JWKSet.parse(keys.body())
                .getKeyByKeyId(jwt.getHeader().getKeyID())
                .toECKey();

        assertThat(key.isPrivate()).isFalse();
        assertThat(keys.body()).doesNotContain("\"d\"");
        assertThat(jwt.verify(new com.nimbusds.jose.crypto.ECDSAVerifier(key))).isTrue();
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(com.nimbusds.jose.JWSAlgorithm.ES256);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(TestServer.URL);
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(TestServer.URL);
        assertThat(jwt.getJWTClaimsSet().getStringClaim("client_id"))
                .isEqualTo(client.id().toString());
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("read write");
    }

    @Test
    void clientsLifetimesHoldForItsTokens() throws Exception {
        for (int[] lifetimes : new int[][] {{2_592_000, 86_400}, {300, 31_536_000}}) {
            OAuthClients.with(client, "access_seconds = ?, refresh_seconds = ?", lifetimes[0], lifetimes[1]);

            JsonObject first = OAuth.tokens(client);

            assertLifetimes(first, lifetimes[0], lifetimes[1]);
            assertLifetimes(
                    OAuth.issued(OAuth.refresh(client, first.getString("refresh_token"))), lifetimes[0], lifetimes[1]);
        }
    }

    private void assertLifetimes(JsonObject tokens, int access, int refresh) throws Exception {
        String token = tokens.getString("access_token");
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        String refreshToken = tokens.getString("refresh_token");
        Instant now = Instant.now();

        assertThat(tokens.getInt("expires_in")).isEqualTo(access);
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .hasSeconds(access);
        assertThat(expiry(token)).isEqualTo(claims.getExpirationTime().toInstant());
        assertThat(expiry(refreshToken)).isBetween(now.plusSeconds(refresh - 60), now.plusSeconds(refresh));
        assertThat(Keys.number(
                        "SELECT TIMESTAMPDIFF(SECOND, refreshed_at, refresh_until) FROM token_family WHERE id = ?",
                        refreshToken.split(":", -1)[1]))
                .isEqualTo(refresh);
    }

    /** As the server tells it. */
    private Instant expiry(String token) {
        return Instant.ofEpochSecond(OAuth.issued(OAuth.post(OAuth.INTROSPECT, client, "token", token))
                .getJsonNumber("exp")
                .longValue());
    }

    @Test
    void publicClientRedeemsWithItsVerifier() {
        JsonObject tokens = OAuth.tokens(open);

        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("200");
    }

    @Test
    void replayedCodeEndsWhatItsFirstUseGave() {
        String code = Codes.of(client);
        JsonObject tokens = OAuth.issued(OAuth.redeem(client, code));
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("200");

        assertError(OAuth.redeem(client, code), 400, "invalid_grant");

        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 token_ended");
        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
        assertThat(OAuth.isActive(client, tokens.getString("access_token"))).isFalse();
    }

    @Test
    void ofTwentyRedemptionsAtOnceOneSucceeds() throws Exception {
        String code = Codes.of(client);

        assertThat(AtOnce.call(20, () -> OAuth.redeem(client, code).statusCode()).stream()
                        .filter(status -> status == 200))
                .hasSize(1);
    }

    @Test
    void refreshTokenIsReplacedAtEachUse() {
        JsonObject first = OAuth.tokens(client);
        JsonObject second = OAuth.issued(OAuth.refresh(client, first.getString("refresh_token")));
        JsonObject third = OAuth.issued(OAuth.refresh(client, second.getString("refresh_token")));

        assertThat(List.of(
                        first.getString("refresh_token"),
                        second.getString("refresh_token"),
                        third.getString("refresh_token")))
                .doesNotHaveDuplicates();
        assertThat(OAuth.use(third.getString("access_token"))).isEqualTo("200");
        assertThat(OAuth.isActive(client, first.getString("refresh_token"))).isFalse();
    }

    @Test
    void refreshIsRepeatedWithoutHarmAfterALostAnswer() throws Exception {
        String token = OAuth.tokens(client).getString("refresh_token");
        JsonObject lost = OAuth.issued(OAuth.refresh(client, token));

        JsonObject again = OAuth.issued(OAuth.refresh(client, token));

        assertThat(again.getString("refresh_token")).isEqualTo(lost.getString("refresh_token"));
        assertThat(OAuth.use(again.getString("access_token"))).isEqualTo("200");
        assertThat(AtOnce.call(
                        8,
                        () -> OAuth.refresh(client, again.getString("refresh_token"))
                                .statusCode()))
                .containsOnly(200);
    }

    @Test
    void reusedRefreshTokenEndsItsFamily() {
        String stolen = OAuth.tokens(client).getString("refresh_token");
        JsonObject second = OAuth.issued(OAuth.refresh(client, stolen));
        Keys.change(
                "UPDATE token_family SET refreshed_at = refreshed_at - INTERVAL 11 SECOND WHERE client_id = ?",
                client.id().toString());

        assertError(OAuth.refresh(client, stolen), 400, "invalid_grant");

        assertThat(OAuth.use(second.getString("access_token"))).isEqualTo("401 token_ended");
        assertError(OAuth.refresh(client, second.getString("refresh_token")), 400, "invalid_grant");
        assertThat(Keys.texts(
                        "SELECT kind FROM audit_event WHERE subject_id = ?",
                        client.id().toString()))
                .contains("token.reused");
    }

    @Test
    void refreshTokenBeforeTheLastEndsItsFamilyAtOnce() {
        String oldest = OAuth.tokens(client).getString("refresh_token");
        String second = OAuth.issued(OAuth.refresh(client, oldest)).getString("refresh_token");
        String third = OAuth.issued(OAuth.refresh(client, second)).getString("refresh_token");

        assertError(OAuth.refresh(client, oldest), 400, "invalid_grant");

        assertError(OAuth.refresh(client, third), 400, "invalid_grant");
    }

    @Test
    void refreshMayAskForLessAndNeverForMore() {
        String token = OAuth.tokens(client).getString("refresh_token");

        JsonObject less = OAuth.issued(OAuth.refresh(client, token, "scope", "read"));

        assertThat(less.getString("scope")).isEqualTo("read");
        assertError(
                OAuth.refresh(client, less.getString("refresh_token"), "scope", "read company:view"),
                400,
                "invalid_scope");
        assertThat(OAuth.issued(OAuth.refresh(client, less.getString("refresh_token")))
                        .getString("scope"))
                .isEqualTo("read write");
    }

    @Test
    void clientActsByItselfAsItsDeveloper() {
        JsonObject tokens =
                OAuth.issued(OAuth.post(OAuth.TOKEN, client, "grant_type", "client_credentials", "scope", "read"));

        assertThat(tokens.containsKey("refresh_token")).isFalse();
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("200");
    }

    @Test
    void revokedTokensAreRefusedOnTheNextRequest() {
        JsonObject tokens = OAuth.tokens(client);
        String access = tokens.getString("access_token");
        assertThat(OAuth.use(access)).isEqualTo("200");

        assertThat(OAuth.post(OAuth.REVOKE, client, "token", access).statusCode())
                .isEqualTo(200);

        assertThat(OAuth.use(access)).isEqualTo("401 token_ended");
        JsonObject next = OAuth.issued(OAuth.refresh(client, tokens.getString("refresh_token")));
        assertThat(OAuth.use(next.getString("access_token"))).isEqualTo("200");

        assertThat(OAuth.post(OAuth.REVOKE, client, "token", next.getString("refresh_token"))
                        .statusCode())
                .isEqualTo(200);

        assertThat(OAuth.use(next.getString("access_token"))).isEqualTo("401 token_ended");
        assertError(OAuth.refresh(client, next.getString("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void anothersTokenStaysAliveAndUnknownOnesAreNoError() {
        String access = OAuth.tokens(client).getString("access_token");
        OAuthClient another = OAuthClients.confidential(Codes.REDIRECT);

        assertThat(OAuth.post(OAuth.REVOKE, another, "token", access).statusCode())
                .isEqualTo(200);
        assertThat(OAuth.post(OAuth.REVOKE, another, "token", "nonsense").statusCode())
                .isEqualTo(200);
        assertThat(OAuth.post(OAuth.REVOKE, another, "token", "refresh:" + UUID.randomUUID() + ":" + "x".repeat(43))
                        .statusCode())
                .isEqualTo(200);

        assertThat(OAuth.use(access)).isEqualTo("200");
    }
}
