package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.form;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Tokens that are bound to a key when they are issued (RFC 9449), and proofs by which they are not. */
@ArquillianTest
class BoundTokensIT {

    private final ECKey key = Tokens.key();
    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final OAuthClient open = OAuthClients.open(Codes.REDIRECT);

    @Test
    void proofBindsTheTokenToItsKey() throws Exception {
        JsonObject tokens = OAuth.issued(byItself(Proof.by(key).sign()));
        String token = tokens.getString("access_token");
        String jkt = key.computeThumbprint().toString();

        assertThat(tokens.getString("token_type")).isEqualTo("DPoP");
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .containsOnlyKeys("jkt")
                .containsEntry("jkt", jkt);
        JsonObject told = OAuth.issued(OAuth.post(OAuth.INTROSPECT, client, "token", token));
        assertThat(told.getString("token_type")).isEqualTo("DPoP");
        assertThat(told.getJsonObject("cnf").getString("jkt")).isEqualTo(jkt);
        assertThat(OAuth.use(token)).isEqualTo("401 proof_missing");
        assertThat(Http.get(
                                TestServer.URL + "/api/2/whoami",
                                "Authorization",
                                "DPoP " + token,
                                "DPoP",
                                Proof.by(key, token).sign())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void clientThatHasToProveAKeyGetsNothingWithout() {
        OAuthClients.with(client, "dpop_required = TRUE");
        String code = Codes.of(client);

        assertError(byItself(), 400, "invalid_dpop_proof");
        assertError(OAuth.redeem(client, code), 400, "invalid_dpop_proof");

        OAuth.issued(byItself(Proof.by(key).sign()));
        OAuth.issued(post(
                client,
                List.of(Proof.by(key).sign()),
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Codes.REDIRECT));
    }

    @Test
    void proofCountsOnce() {
        String proof = Proof.by(key).sign();
        OAuth.issued(byItself(proof));

        assertUnproven(byItself(proof));
    }

    @Test
    void proofIsForThisRequest() {
        String server = TestServer.URL;
        for (Proof wrong : List.of(
                Proof.by(key).forMethod("GET"),
                Proof.by(key).forMethod("post"),
                Proof.by(key).forUri(server + OAuth.PAR),
                Proof.by(key).forUri(server),
                Proof.by(key).forUri(server + OAuth.TOKEN + "/"),
                Proof.by(key).forUri("https://other.example" + OAuth.TOKEN),
                Proof.by(key).forUri(server.replace("localhost", "127.0.0.1") + OAuth.TOKEN),
                Proof.by(key).issuedAt(Instant.now().minusSeconds(90)),
                Proof.by(key).issuedAt(Instant.now().plusSeconds(30)),
                Proof.by(key).ofType("JWT"),
                Proof.by(key).ofType("at+jwt"))) {
            assertUnproven(byItself(wrong.sign()));
        }
    }

    @Test
    void oneProofIsEnough() {
        assertUnproven(byItself(Proof.by(key).sign(), Proof.by(key).sign()));
        assertUnproven(byItself(Proof.by(key).sign(), "x"));
    }

    @Test
    void whatIsNoProofIsNotTakenForNone() {
        for (String wrong : List.of("", "x", "x.y.z", "x".repeat(5000), Tokens.unknown())) {
            assertUnproven(byItself(wrong));
        }
    }

    @Test
    void proofIsSignedByThePrivateKeyThatItNames() throws Exception {
        String claims = "{\"jti\":\"" + UUID.randomUUID() + "\",\"htm\":\"POST\",\"htu\":\"" + TestServer.URL
                + OAuth.TOKEN + "\",\"iat\":" + Instant.now().getEpochSecond() + "}";
        String published = key.toPublicJWK().toJSONString();
        String signed = Proof.by(key).sign();
        String other = Proof.by(Tokens.key()).sign();

        assertUnproven(byItself(unsigned("none", published, claims) + "."));
        assertUnproven(byItself(byMac(unsigned("HS256", published, claims), published)));
        assertUnproven(byItself(byMac(
                unsigned("HS256", "{\"kty\":\"oct\",\"k\":\"" + Tokens.part("x".repeat(32)) + "\"}", claims),
                "x".repeat(32))));
        // The claims and the signature of one, the key of another.
        assertUnproven(byItself(other.substring(0, other.indexOf('.')) + signed.substring(signed.indexOf('.'))));
        assertUnproven(byItself(signed.substring(0, signed.lastIndexOf('.') + 1)));
        assertUnproven(byItself(
                Tokens.part("{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"}") + signed.substring(signed.indexOf('.'))));
    }

    @Test
    void privateKeyDoesNotTravel() throws Exception {
        String signed = Proof.by(key).sign();
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.toJSONString() + "}";
        String input = Tokens.part(header) + "." + signed.split("\\.", -1)[1];
        ECDSASigner signer = new ECDSASigner(key);
        Base64URL signature = signer.sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(UTF_8));

        assertUnproven(byItself(input + "." + signature));
    }

    @Test
    void refreshTokenOfAPublicClientIsBoundToItsKey() {
        String code = Codes.challenged(open);
        JsonObject tokens = OAuth.issued(redeem(open, code, Proof.by(key).sign()));
        String token = tokens.getString("refresh_token");

        assertThat(tokens.getString("token_type")).isEqualTo("DPoP");
        assertError(OAuth.refresh(open, token), 400, "invalid_dpop_proof");
        assertUnproven(refresh(open, token, Proof.by(Tokens.key()).sign()));

        JsonObject next = OAuth.issued(refresh(open, token, Proof.by(key).sign()));
        assertThat(next.getString("token_type")).isEqualTo("DPoP");
        assertError(OAuth.refresh(open, next.getString("refresh_token")), 400, "invalid_dpop_proof");
    }

    @Test
    void confidentialClientMayChangeItsKey() {
        JsonObject tokens = OAuth.issued(
                redeem(client, Codes.challenged(client), Proof.by(key).sign()));
        JsonObject next = OAuth.issued(refresh(
                client,
                tokens.getString("refresh_token"),
                Proof.by(Tokens.key()).sign()));

        assertThat(next.getString("token_type")).isEqualTo("DPoP");
    }

    @Test
    void codeIsBoundToTheKeyThatWasNamedForIt() throws Exception {
        for (OAuthClient each : List.of(open, client)) {
            String code = Codes.with(
                    Codes.challenged(each), "jkt = '" + key.computeThumbprint().toString() + "'");

            assertError(OAuth.redeem(each, code, "code_verifier", Codes.VERIFIER), 400, "invalid_dpop_proof");
            assertUnproven(redeem(each, code, Proof.by(Tokens.key()).sign()));
            OAuth.issued(redeem(each, code, Proof.by(key).sign()));
        }
    }

    @Test
    void clientProvesItselfAndAKeyAtOnce() throws Exception {
        OAuthClient withKeys = OAuthClients.withKeys(Codes.REDIRECT, new JWKSet(key.toPublicJWK()).toString());
        String body = form(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                Assertion.TYPE,
                "client_assertion",
                Assertion.of(withKeys).by(key));

        assertThat(OAuth.issued(OAuth.post(
                                OAuth.TOKEN,
                                body,
                                "DPoP",
                                Proof.by(Tokens.key()).sign()))
                        .getString("token_type"))
                .isEqualTo("DPoP");
    }

    private static String unsigned(String algorithm, String jwk, String claims) {
        return Tokens.part("{\"typ\":\"dpop+jwt\",\"alg\":\"" + algorithm + "\",\"jwk\":" + jwk + "}") + "."
                + Tokens.part(claims);
    }

    private static String byMac(String input, String shared) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(shared.getBytes(UTF_8), "HmacSHA256"));
        return input + "." + Base64URL.encode(mac.doFinal(input.getBytes(UTF_8)));
    }

    private HttpResponse<String> byItself(String... proofs) {
        return post(client, List.of(proofs), "client_credentials");
    }

    private static HttpResponse<String> redeem(OAuthClient client, String code, String proof) {
        return post(
                client,
                List.of(proof),
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Codes.REDIRECT,
                "code_verifier",
                Codes.VERIFIER);
    }

    private static HttpResponse<String> refresh(OAuthClient client, String token, String proof) {
        return post(client, List.of(proof), "refresh_token", "refresh_token", token);
    }

    private static HttpResponse<String> post(
            OAuthClient client, List<String> proofs, String grant, String... parameters) {
        List<String> body = new ArrayList<>(List.of("grant_type", grant));
        body.addAll(List.of(parameters));
        List<String> headers = new ArrayList<>();
        proofs.forEach(proof -> headers.addAll(List.of("DPoP", proof)));
        if (client.secret() == null) {
            body.addAll(List.of("client_id", client.id().toString()));
        } else {
            headers.addAll(List.of("Authorization", OAuth.basic(client.id().toString(), client.secret())));
        }
        return OAuth.post(OAuth.TOKEN, form(body.toArray(String[]::new)), headers.toArray(String[]::new));
    }

    private static void assertUnproven(HttpResponse<String> answer) {
        assertError(answer, 400, "invalid_dpop_proof");
    }
}
