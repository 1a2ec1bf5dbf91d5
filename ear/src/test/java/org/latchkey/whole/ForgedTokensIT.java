package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Tokens like one that was issued, but for what a forger would change: none opens anything, and the one stays good. */
@ArquillianTest
class ForgedTokensIT {

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final String issued = OAuth.tokens(client).getString("access_token");
    private final ECKey own = Tokens.key();
    private SignedJWT jwt;

    @BeforeEach
    void parse() throws Exception {
        jwt = SignedJWT.parse(issued);
        assertThat(OAuth.use(issued)).isEqualTo("200");
    }

    @Test
    void unsignedTokenIsNone() {
        String claims = issued.split("\\.", -1)[1];
        for (String algorithm : List.of("none", "None", "NONE", "nOnE")) {
            String header = Tokens.part("{\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\"}");

            assertForged(header + "." + claims + ".");
            assertForged(header + "." + claims + ".AA");
            assertForged(header + "." + claims + "." + jwt.getSignature());
        }
        assertForged(issued.substring(0, issued.lastIndexOf('.')));
        assertForged(issued.substring(0, issued.lastIndexOf('.') + 1));
    }

    @Test
    void publishedKeyIsNoSharedSecret() throws Exception {
        JWKSet published =
                JWKSet.parse(Http.get(TestServer.URL + "/auth/oauth/jwks").body());
        ECKey key = published.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey();
        for (byte[] shared :
                List.of(key.toECPublicKey().getEncoded(), key.toJSONString().getBytes(UTF_8))) {
            assertForged(signed(JWSAlgorithm.HS256, "at+jwt", jwt.getJWTClaimsSet(), new MACSigner(shared)));
        }
    }

    @Test
    void anotherKeySignsNothing() throws Exception {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        for (JWTClaimsSet changed : List.of(
                claims,
                new JWTClaimsSet.Builder(claims)
                        .expirationTime(Date.from(Instant.now().plusSeconds(99_999)))
                        .build(),
                new JWTClaimsSet.Builder(claims).issuer("https://other.example").build(),
                new JWTClaimsSet.Builder(claims)
                        .audience("https://other.example")
                        .build(),
                new JWTClaimsSet.Builder(claims).subject("2").build(),
                new JWTClaimsSet.Builder(claims)
                        .claim("scope", "read write company:view")
                        .build(),
                new JWTClaimsSet.Builder(claims).claim("client_id", "x").build())) {
            for (String type : List.of("at+jwt", "JWT", "dpop+jwt")) {
                assertForged(signed(JWSAlgorithm.ES256, type, changed, new ECDSASigner(own)));
            }
        }
    }

    @Test
    void signatureOfOneTokenFitsNoOther() throws Exception {
        String[] parts = issued.split("\\.", -1);
        String[] others = OAuth.tokens(client).getString("access_token").split("\\.", -1);

        assertForged(parts[0] + "." + others[1] + "." + parts[2]);
        assertForged(parts[0] + "." + parts[1] + "." + others[2]);
    }

    private String signed(JWSAlgorithm algorithm, String type, JWTClaimsSet claims, JWSSigner signer) throws Exception {
        JWSHeader header = new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(jwt.getHeader().getKeyID())
                .build();
        SignedJWT forged = new SignedJWT(header, claims);
        forged.sign(signer);
        return forged.serialize();
    }

    private void assertForged(String token) {
        assertThat(OAuth.use(token)).as(token).isIn("401 token_unknown", "401 credential_malformed");
        assertThat(OAuth.isActive(client, token)).as(token).isFalse();
        assertThat(OAuth.use(issued)).isEqualTo("200");
    }
}
