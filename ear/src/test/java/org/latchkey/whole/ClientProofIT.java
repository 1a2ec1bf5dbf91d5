package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.basic;
import static org.latchkey.whole.OAuth.form;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.Secret;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** By what clients prove themselves, and what proves nothing. */
@ArquillianTest
class ClientProofIT {

    private static final String GRANT = form("grant_type", "client_credentials");

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final String id = client.id().toString();
    private final ECKey key = Tokens.key();
    private final OAuthClient withKeys =
            OAuthClients.withKeys(Codes.REDIRECT, new JWKSet(key.toPublicJWK()).toString());

    @Test
    void secretProvesItsClientInTheHeaderOrInTheBody() {
        OAuth.issued(byHeader(basic(id, client.secret())));
        OAuth.issued(byHeader(basic(id, client.secret()).replace("Basic", "bAsIc")));
        OAuth.issued(bySecret(id, client.secret()));
        OAuth.issued(post(GRANT + "&" + form("client_id", id), "Authorization", basic(id, client.secret())));
        OAuth.issued(post(GRANT + "&client_secret=", "Authorization", basic(id, client.secret())));
    }

    @Test
    void wrongSecretProvesNothing() {
        String secret = client.secret();
        for (String wrong : List.of(
                "wrong",
                "stored",
                "",
                " " + secret,
                secret + " ",
                secret + "\u0000",
                secret.substring(1),
                secret.toUpperCase(Locale.ROOT),
                Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)),
                id,
                OAuthClients.confidential(Codes.REDIRECT).secret())) {
            assertUnproven(byHeader(basic(id, wrong)));
            assertUnproven(bySecret(id, wrong));
        }
    }

    @Test
    void digestOfASecretIsNoSecret() {
        byte[] digest = Secret.digest(client.secret()).toBytes();

        assertUnproven(bySecret(id, HexFormat.of().formatHex(digest)));
        assertUnproven(bySecret(id, Base64.getEncoder().encodeToString(digest)));
    }

    @Test
    void unknownClientIsRefusedAsAWrongSecretIs() {
        HttpResponse<String> wrong = bySecret(id, "wrong");
        for (String unknown : List.of(UUID.randomUUID().toString(), "x", "", "%", "1", "' OR 1=1 --")) {
            HttpResponse<String> answer = bySecret(unknown, client.secret());

            assertUnproven(answer);
            assertThat(answer.body()).isEqualTo(wrong.body());
        }
        assertUnproven(bySecret(id.toUpperCase(Locale.ROOT), client.secret()));
    }

    @Test
    void whatIsNoBasicHeaderProvesNothing() {
        for (String header : List.of(
                "Basic",
                "Basic ",
                "Basic %%%",
                "Basic " + Base64.getEncoder().encodeToString(id.getBytes(UTF_8)),
                "Basic " + Base64.getEncoder().encodeToString(":".getBytes(UTF_8)),
                "Bearer " + OAuth.tokens(client).getString("access_token"),
                "Bearer " + Keys.active().reveal(),
                "Digest username=\"" + id + "\"")) {
            assertUnproven(byHeader(header));
        }
    }

    /** Before the endpoint has seen it. */
    @Test
    void whatIsNoCredentialAtAllIsRefusedAsEverywhere() {
        for (String header : List.of("Bearer " + client.secret(), "Bearer x", "DPoP x")) {
            for (HttpResponse<String> answer : List.of(
                    byHeader(header),
                    post(GRANT, "Authorization", basic(id, client.secret()), "Authorization", header))) {
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                        .contains("no-store");
                assertThat(answer.body()).doesNotContain(client.secret(), "access_token\"");
            }
        }
    }

    @Test
    void nobodyIsRefusedLikeSomebodyUnknown() {
        assertUnproven(post(GRANT));
        assertUnproven(post(GRANT + "&" + form("client_id", id)));
        assertUnproven(post(GRANT + "&" + form("client_secret", client.secret())));
    }

    @Test
    void twoProofsAtOnceAreAMistake() throws Exception {
        String secret = form("client_id", id, "client_secret", client.secret());
        String assertion = form(
                "client_assertion_type",
                Assertion.TYPE,
                "client_assertion",
                Assertion.of(withKeys).by(key));

        assertInvalid(post(GRANT + "&" + secret, "Authorization", basic(id, client.secret())));
        assertInvalid(post(GRANT + "&" + form("client_secret", "x"), "Authorization", basic(id, client.secret())));
        assertInvalid(post(GRANT + "&" + secret + "&" + assertion));
        assertInvalid(post(GRANT + "&" + assertion, "Authorization", basic(id, client.secret())));
        assertInvalid(post(
                GRANT + "&" + form("client_assertion_type", Assertion.TYPE),
                "Authorization",
                basic(id, client.secret())));
        assertInvalid(
                post(GRANT, "Authorization", basic(id, client.secret()), "Authorization", basic(id, client.secret())));
    }

    @Test
    void twoIdsAreAMistake() throws Exception {
        String other = form("client_id", withKeys.id().toString());

        assertInvalid(post(GRANT + "&" + other, "Authorization", basic(id, client.secret())));
        assertUnproven(Assertion.present(Assertion.of(withKeys).by(key), "client_id", id));
    }

    @Test
    void secretInTheAddressIsAMistakeHoweverRight() {
        String secret = form("client_id", id, "client_secret", client.secret());

        for (HttpResponse<String> answer : List.of(
                OAuth.post(OAuth.TOKEN + "?" + secret, GRANT),
                OAuth.post(OAuth.TOKEN + "?" + secret + "&" + GRANT, ""),
                OAuth.post(OAuth.TOKEN + "?x=y", GRANT, "Authorization", basic(id, client.secret())),
                OAuth.post(OAuth.REVOKE + "?token=x", "", "Authorization", basic(id, client.secret())))) {
            assertInvalid(answer);
            assertThat(answer.body()).doesNotContain(client.secret());
        }
    }

    @Test
    void eachClientHasOneWay() throws Exception {
        Secret secret = Secret.issue(new SecureRandom());
        OAuthClients.with(withKeys, "digest = ?", (Object) secret.digest().toBytes());
        OAuthClient open = OAuthClients.with(OAuthClients.open(Codes.REDIRECT), "digest = ?", (Object)
                secret.digest().toBytes());

        assertUnproven(bySecret(withKeys.id().toString(), secret.reveal()));
        assertUnproven(bySecret(open.id().toString(), secret.reveal()));
        assertUnproven(byHeader(basic(open.id().toString(), secret.reveal())));
        assertUnproven(byHeader(basic(open.id().toString(), "")));
        assertUnproven(Assertion.present(Assertion.of(client).by(key)));
        assertUnproven(Assertion.present(Assertion.of(open).by(key)));
        OAuth.issued(Assertion.present(Assertion.of(withKeys).by(key)));
    }

    @Test
    void disabledAndDeletedClientsAreNotKnown() {
        OAuthClients.with(client, "disabled_at = UTC_TIMESTAMP(6)");
        assertUnproven(bySecret(id, client.secret()));

        OAuthClients.with(client, "disabled_at = NULL");
        OAuth.issued(bySecret(id, client.secret()));

        Keys.change("DELETE FROM client WHERE id = ?", id);
        assertUnproven(bySecret(id, client.secret()));
    }

    @Test
    void secretBeforeTheLastCountsUntilItsTime() {
        Secret next = Secret.issue(new SecureRandom());
        OAuthClients.with(
                client,
                "previous_digest = digest, digest = ?, previous_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR",
                (Object) next.digest().toBytes());
        OAuth.issued(bySecret(id, client.secret()));
        OAuth.issued(bySecret(id, next.reveal()));

        OAuthClients.with(client, "previous_until = UTC_TIMESTAMP(6)");
        assertUnproven(bySecret(id, client.secret()));
        OAuth.issued(bySecret(id, next.reveal()));

        OAuthClients.with(client, "previous_until = NULL");
        assertUnproven(bySecret(id, client.secret()));
    }

    @Test
    void assertionProvesAClientOnce() throws Exception {
        String assertion = Assertion.of(withKeys).by(key);

        OAuth.issued(Assertion.present(assertion, "client_id", withKeys.id().toString()));

        assertUnproven(Assertion.present(assertion));
        assertUnproven(OAuth.post(
                OAuth.INTROSPECT,
                form("token", "x", "client_assertion_type", Assertion.TYPE, "client_assertion", assertion)));
    }

    @Test
    void idOfAnAssertionIsItsClientsOwn() throws Exception {
        OAuthClient other = OAuthClients.withKeys(Codes.REDIRECT, new JWKSet(key.toPublicJWK()).toString());
        String same = UUID.randomUUID().toString();

        OAuth.issued(Assertion.present(Assertion.of(withKeys).id(same).by(key)));
        OAuth.issued(Assertion.present(Assertion.of(other).id(same).by(key)));
    }

    @Test
    void assertionIsForTheIssuerAlone() throws Exception {
        for (String[] wrong : new String[][] {
            {TestServer.URL + OAuth.TOKEN},
            {TestServer.URL + "/"},
            {TestServer.URL, TestServer.URL + OAuth.TOKEN},
            {TestServer.URL, "https://other.example"},
            {TestServer.URL.toUpperCase(Locale.ROOT)},
            {"https://other.example"},
            {}
        }) {
            assertUnproven(
                    Assertion.present(Assertion.of(withKeys).audience(wrong).by(key)));
        }
    }

    @Test
    void assertionIsShortLivedAndTellsItsId() throws Exception {
        Instant now = Instant.now();

        assertUnproven(Assertion.present(Assertion.of(withKeys).id(null).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys).id("").by(key)));
        assertUnproven(
                Assertion.present(Assertion.of(withKeys).id("x".repeat(256)).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys).expiring(null).by(key)));
        assertUnproven(Assertion.present(
                Assertion.of(withKeys).expiring(now.minusSeconds(61)).by(key)));
        assertUnproven(Assertion.present(
                Assertion.of(withKeys).expiring(now.plusSeconds(3600)).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys)
                .expiring(Instant.ofEpochSecond(99_999_999_999L))
                .by(key)));
        assertUnproven(Assertion.present(
                Assertion.of(withKeys).notBefore(now.plusSeconds(300)).by(key)));
    }

    @Test
    void assertionSpeaksForItsOwnClient() throws Exception {
        OAuthClient other =
                OAuthClients.withKeys(Codes.REDIRECT, new JWKSet(Tokens.key().toPublicJWK()).toString());

        assertUnproven(Assertion.present(Assertion.of(other).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys).issuer(id).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys).subject(id).by(key)));
        assertUnproven(Assertion.present(
                Assertion.of(withKeys).subject(Demo.ADMINISTRATOR).by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys)
                .issuer(Demo.ADMINISTRATOR)
                .subject(Demo.ADMINISTRATOR)
                .by(key)));
        assertUnproven(Assertion.present(Assertion.of(withKeys).by(Tokens.key())));
    }

    @Test
    void assertionIsSignedByAPrivateKey() throws Exception {
        assertUnproven(Assertion.present(Assertion.of(withKeys).byNobody()));
        assertUnproven(Assertion.present(
                Assertion.of(withKeys).by(key.toPublicJWK().toJSONString().getBytes(UTF_8))));
        assertUnproven(
                Assertion.present(Assertion.of(withKeys).by(key.toECPublicKey().getEncoded())));
        String signed = Assertion.of(withKeys).by(key);
        assertUnproven(Assertion.present(signed.substring(0, signed.lastIndexOf('.') + 1)));
        SignedJWT other = SignedJWT.parse(Assertion.of(withKeys).by(key));
        assertUnproven(Assertion.present(signed.substring(0, signed.lastIndexOf('.') + 1) + other.getSignature()));
        assertUnproven(Assertion.present("x.y.z"));
    }

    @Test
    void secretIsNoKeyToSignWith() throws Exception {
        assertUnproven(Assertion.present(Assertion.of(client).by(client.secret().getBytes(UTF_8))));
        assertUnproven(Assertion.present(
                Assertion.of(client).by(Secret.digest(client.secret()).toBytes())));
        // What stands in the server for a secret that it does not know, as long as such a key has to be.
        assertUnproven(Assertion.present(Assertion.of(client).by(Arrays.copyOf("stored".getBytes(UTF_8), 32))));
        assertUnproven(Assertion.present(Assertion.of(client).byNobody()));
    }

    @Test
    void assertionOfAnotherTypeProvesNothing() throws Exception {
        String assertion = Assertion.of(withKeys).by(key);

        assertUnproven(post(GRANT + "&" + form("client_assertion", assertion)));
        assertUnproven(post(GRANT
                + "&"
                + form(
                        "client_assertion",
                        assertion,
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")));
        OAuth.issued(Assertion.present(assertion));
    }

    private static HttpResponse<String> post(String body, String... headers) {
        return OAuth.post(OAuth.TOKEN, body, headers);
    }

    private static HttpResponse<String> byHeader(String authorization) {
        return post(GRANT, "Authorization", authorization);
    }

    private static HttpResponse<String> bySecret(String id, String secret) {
        return post(GRANT + "&" + form("client_id", id, "client_secret", secret));
    }

    private static void assertUnproven(HttpResponse<String> answer) {
        assertError(answer, 401, "invalid_client");
    }

    private static void assertInvalid(HttpResponse<String> answer) {
        assertError(answer, 400, "invalid_request");
    }
}
