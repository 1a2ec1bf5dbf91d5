package org.latchkey.whole;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Assertions by which clients prove themselves (RFC 7523), right ones and wrong ones. */
final class Assertion {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private String issuer;
    private String subject;
    private List<String> audience = List.of(TestServer.URL);
    private String id = UUID.randomUUID().toString();
    private Instant expiresAt = Instant.now().plusSeconds(60);
    private Instant notBefore;

    private Assertion(OAuthClient client) {
        issuer = client.id().toString();
        subject = issuer;
    }

    /** One that is in order. */
    static Assertion of(OAuthClient client) {
        return new Assertion(client);
    }

    Assertion issuer(String other) {
        issuer = other;
        return this;
    }

    Assertion subject(String other) {
        subject = other;
        return this;
    }

    Assertion audience(String... other) {
        audience = List.of(other);
        return this;
    }

    Assertion id(String other) {
        id = other;
        return this;
    }

    Assertion expiring(Instant at) {
        expiresAt = at;
        return this;
    }

    Assertion notBefore(Instant at) {
        notBefore = at;
        return this;
    }

    String by(ECKey key) throws JOSEException {
        return sign(JWSAlgorithm.ES256, new ECDSASigner(key));
    }

    String by(byte[] shared) throws JOSEException {
        return sign(JWSAlgorithm.HS256, new MACSigner(shared));
    }

    String byNobody() {
        return Tokens.part("{\"alg\":\"none\"}") + "." + Tokens.part(claims().toString()) + ".";
    }

    private String sign(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims());
        jwt.sign(signer);
        return jwt.serialize();
    }

    private JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience)
                .jwtID(id)
                .expirationTime(expiresAt == null ? null : Date.from(expiresAt))
                .notBeforeTime(notBefore == null ? null : Date.from(notBefore))
                .build();
    }

    /** What a client gets that presents it, asking for a token of its own. */
    static HttpResponse<String> present(String assertion, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "grant_type", "client_credentials", "client_assertion_type", TYPE, "client_assertion", assertion));
        all.addAll(List.of(more));
        return OAuth.post(OAuth.TOKEN, OAuth.form(all.toArray(String[]::new)));
    }
}
