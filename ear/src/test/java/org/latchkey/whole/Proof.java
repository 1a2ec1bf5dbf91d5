package org.latchkey.whole;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DPoPUtils;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Proofs of possession (DPoP), right ones and wrong ones. */
final class Proof {

    private final ECKey key;
    private final String token;
    private String method = "GET";
    private String uri = TestServer.URL + "/api/2/whoami";
    private Instant issuedAt = Instant.now();
    private String type = "dpop+jwt";

    private Proof(ECKey key, String token) {
        this.key = key;
        this.token = token;
    }

    /** For a GET of {@code /api/2/whoami} with a token. */
    static Proof by(ECKey key, String token) {
        return new Proof(key, token);
    }

    /** For a request for tokens, which has none yet. */
    static Proof by(ECKey key) {
        return new Proof(key, null).forMethod("POST").forUri(TestServer.URL + OAuth.TOKEN);
    }

    Proof forMethod(String other) {
        method = other;
        return this;
    }

    Proof forUri(String other) {
        uri = other;
        return this;
    }

    Proof issuedAt(Instant at) {
        issuedAt = at;
        return this;
    }

    Proof ofType(String other) {
        type = other;
        return this;
    }

    String sign() {
        try {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(issuedAt))
                    .claim("htm", method)
                    .claim("htu", uri);
            if (token != null) {
                claims.claim(
                        "ath",
                        DPoPUtils.computeSHA256(new DPoPAccessToken(token)).toString());
            }
            SignedJWT proof = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType(type))
                            .jwk(key.toPublicJWK())
                            .build(),
                    claims.build());
            proof.sign(new ECDSASigner(key));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
