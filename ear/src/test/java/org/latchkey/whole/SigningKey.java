package org.latchkey.whole;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/** A key by which a client proves itself (RFC 7523), ES256. */
final class SigningKey {

    private static final int COORDINATE_LENGTH = 32;

    final String id = UUID.randomUUID().toString();
    private final KeyPair pair;

    SigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the server is told: a JWK set of the public key. */
    String jwks() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return """
                {"keys":[{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"%s","x":"%s","y":"%s"}]}""".formatted(
                id, coordinate(key.getW().getAffineX()), coordinate(key.getW().getAffineY()));
    }

    /** What the client keeps: the private key, PKCS #8 in base64. */
    String secret() {
        return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
    }

    /** In as many bytes as it always has (RFC 7518, section 6.2.1.2). */
    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE_LENGTH];
        int length = Math.min(bytes.length, COORDINATE_LENGTH);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_LENGTH - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
