package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.AccessToken;

class TokenProofsTest {

    private static final String SERVER = "https://keys.example.com";
    private static final String PATH = "/api/2/%C3%A4";

    private final AccessToken token = AccessToken.parse("eyJh.eyJi.c").orElseThrow();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TokenProofs proofs = proofs(Optional.of(SERVER));
    private Instant issuedAt = now;
    private String id = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "RS256"})
    void proofOfTheRightKeyHoldsOnce(String algorithm) throws JOSEException {
        JWK key = key(algorithm);
        String proof = proof(key, algorithm);

        assertThat(refusal(proofs, jkt(key), proof)).isEmpty();
        assertThat(refusal(proofs, jkt(key), proof)).contains(Refusal.PROOF_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES384", "RS512"})
    void otherAlgorithmsDoNot(String algorithm) throws JOSEException {
        JWK key = key(algorithm);

        assertThat(refusal(proofs, jkt(key), proof(key, algorithm))).contains(Refusal.PROOF_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"-61, false", "-60, true", "5, true", "6, false"})
    void proofCountsForAMinute(int seconds, boolean counts) throws JOSEException {
        JWK key = key("ES256");
        issuedAt = now.plusSeconds(seconds);

        assertThat(refusal(proofs, jkt(key), proof(key, "ES256")).isEmpty()).isEqualTo(counts);
    }

    @Test
    void changedProofIsRefused() throws JOSEException {
        JWK key = key("ES256");
        String proof = proof(key, "ES256");
        id = "another";
        String other = proof(key, "ES256");

        assertThat(refusal(
                        proofs,
                        jkt(key),
                        proof.substring(0, proof.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'))))
                .contains(Refusal.PROOF_INVALID);
    }

    @Test
    void anotherKeyUsesUpNothing() throws JOSEException {
        JWK key = key("ES256");
        JWK other = key("ES256");

        assertThat(refusal(proofs, jkt(key), proof(other, "ES256"))).contains(Refusal.PROOF_INVALID);
        assertThat(refusal(proofs, jkt(key), proof(key, "ES256"))).isEmpty();
    }

    @Test
    void serverWithoutAnAddressAcceptsNone() throws JOSEException {
        TokenProofs lost = proofs(Optional.empty());
        JWK key = key("ES256");

        assertThat(refusal(lost, jkt(key), proof(key, "ES256"))).contains(Refusal.PROOF_INVALID);
    }

    @Test
    void proofWithoutANameIsRefusedAndNoError() throws JOSEException {
        JWK key = key("ES256");
        id = "";

        assertThat(refusal(proofs, jkt(key), proof(key, "ES256"))).contains(Refusal.PROOF_INVALID);
    }

    @Test
    void privateKeyInAProofIsRefused() throws JOSEException {
        JWK key = key("ES256");
        String header = Base64URL.encode("{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"jwk\":" + key.toJSONString() + "}")
                .toString();

        assertThat(refusal(proofs, jkt(key), header + ".e30.c2ln")).contains(Refusal.PROOF_INVALID);
    }

    @Test
    void schemeAndTokenHaveToAgree() {
        assertThat(proofs.refusalOf(presented(false, List.of()), null)).isEmpty();
        assertThat(proofs.refusalOf(presented(true, List.of()), null)).contains(Refusal.PROOF_MISSING);
        assertThat(proofs.refusalOf(presented(false, List.of("x")), "jkt")).contains(Refusal.PROOF_MISSING);
        assertThat(proofs.refusalOf(presented(true, List.of()), "jkt")).contains(Refusal.PROOF_MISSING);
        assertThat(proofs.refusalOf(presented(true, List.of("x", "x")), "jkt")).contains(Refusal.PROOF_INVALID);
    }

    private TokenProofs proofs(Optional<String> server) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new TokenProofs(server, new ProofUses(clock), clock);
    }

    private Optional<Refusal> refusal(TokenProofs by, String jkt, String proof) {
        return by.refusalOf(presented(true, List.of(proof)), jkt);
    }

    private TokenEvidence presented(boolean bound, List<String> headers) {
        return new TokenEvidence(token, bound, new Sender("192.0.2.1", ""), "GET", PATH, headers);
    }

    private static JWK key(String algorithm) throws JOSEException {
        return switch (algorithm) {
            case "ES256" -> new ECKeyGenerator(Curve.P_256).generate();
            case "ES384" -> new ECKeyGenerator(Curve.P_384).generate();
            default -> new RSAKeyGenerator(2048).generate();
        };
    }

    private static String jkt(JWK key) throws JOSEException {
        return key.computeThumbprint().toString();
    }

    private String proof(JWK key, String algorithm) throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .jwtID(id)
                .issueTime(Date.from(issuedAt))
                .claim("htm", "GET")
                .claim("htu", SERVER + PATH)
                .claim(
                        "ath",
                        DPoPUtils.computeSHA256(new DPoPAccessToken(token.reveal()))
                                .toString())
                .build();
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                claims);
        JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
        proof.sign(signer);
        return proof.serialize();
    }
}
