package org.latchkey.safe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of the server, and what it seals: texts, with {@code dir} and {@code A256CBC-HS512} (RFC 7518, section 5.2.5). What
 * opens one is derived from the pepper, a half that lies elsewhere, and the context. Immutable.
 */
final class Pepper {

    /** The length of a pepper, and of the half beside it, in bytes. */
    static final int LENGTH = 32;

    private static final String HMAC = "HmacSHA512";

    private final String name;
    private final SecretKey key;

    /**
     * A pepper.
     *
     * @param name is written on everything that it seals
     * @param key of {@value #LENGTH} bytes
     */
    Pepper(String name, SecretKey key) {
        this.name = name;
        this.key = key;
    }

    String name() {
        return name;
    }

    /**
     * Seals a text.
     *
     * @param context what it is and where; must be the same when it is opened
     * @param half {@value #LENGTH} random bytes, of this text's own
     * @return a JWE in compact serialization
     */
    String seal(String context, byte[] half, String text) {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512)
                .keyID(name)
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(text));
        try {
            jwe.encrypt(new DirectEncrypter(derive(context, half)));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal", e);
        }
        return jwe.serialize();
    }

    /**
     * Opens what was sealed.
     *
     * @throws CannotOpen where it was sealed by another pepper, for another context or half, or has been changed
     */
    String open(String context, byte[] half, String sealed) {
        try {
            JWEObject jwe = JWEObject.parse(sealed);
            if (name.equals(jwe.getHeader().getKeyID())) {
                jwe.decrypt(new DirectDecrypter(derive(context, half)));
                return jwe.getPayload().toString();
            }
        } catch (ParseException | JOSEException | RuntimeException e) {
            // A header that is none makes the library fail in many ways.
            throw new CannotOpen("it is not what " + name + " has sealed there", e);
        }
        throw new CannotOpen("it does not say that " + name + " has sealed it");
    }

    /** HKDF (RFC 5869) with SHA-512, whose one block is as long as the key. */
    private SecretKeySpec derive(String context, byte[] half) {
        byte[] info = context.getBytes(US_ASCII);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return new SecretKeySpec(hmac(hmac(half, key.getEncoded()), block), "AES");
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + HMAC, e);
        }
    }

    /** Whether both are the same key. */
    boolean matches(Pepper other) {
        return MessageDigest.isEqual(key.getEncoded(), other.key.getEncoded());
    }

    /** The name only. */
    @Override
    public String toString() {
        return name;
    }
}
