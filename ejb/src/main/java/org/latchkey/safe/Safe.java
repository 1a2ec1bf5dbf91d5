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
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with {@code dir} and {@code A256CBC-HS512} (RFC 7518, section 5.2.5). The pepper is in the server's environment,
 * {@code LATCHKEY_PEPPER}: 64 hexadecimal digits. Safe for use by several threads.
 */
@ApplicationScoped
public class Safe {

    /** The length of each half of a key, in bytes. */
    static final int HALF = 32;

    private static final String PEPPER = "LATCHKEY_PEPPER";
    private static final String HMAC = "HmacSHA512";

    private final SecureRandom random;

    private byte[] pepper;

    /** For proxies only. */
    Safe() {
        this(null, null);
    }

    @Inject
    Safe(SecureRandom random) {
        this(null, random);
    }

    Safe(byte[] pepper, SecureRandom random) {
        this.pepper = pepper;
        this.random = random;
    }

    @PostConstruct
    void takePepper() {
        String hex = System.getenv(PEPPER);
        if (hex == null || hex.isEmpty()) {
            return;
        }
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            if (bytes.length == HALF) {
                pepper = bytes;
                return;
            }
        } catch (IllegalArgumentException e) {
            // No pepper is what it comes to; and it is never written down.
        }
    }

    /** Whether there is a pepper; without one nothing can be sealed or opened. */
    public boolean isUsable() {
        return pepper != null;
    }

    /** Seals a text; {@code context} says what it is, and must be the same when it is opened. */
    public Sealed seal(String context, String text) {
        byte[] half = new byte[HALF];
        random.nextBytes(half);
        JWEObject jwe =
                new JWEObject(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256CBC_HS512), new Payload(text));
        try {
            jwe.encrypt(new DirectEncrypter(key(half, context)));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot seal", e);
        }
        return new Sealed(jwe.serialize(), half);
    }

    /**
     * Opens what was sealed.
     *
     * @throws IllegalStateException where it was sealed with another pepper or for another context, or has been changed
     */
    public String open(String context, Sealed sealed) {
        try {
            JWEObject jwe = JWEObject.parse(sealed.jwe());
            jwe.decrypt(new DirectDecrypter(key(sealed.key(), context)));
            return jwe.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("a sealed " + context + " was changed, or sealed with another pepper", e);
        }
    }

    /** HKDF (RFC 5869) with SHA-512, whose one block is as long as the key. */
    private SecretKeySpec key(byte[] half, String context) {
        if (pepper == null) {
            throw new IllegalStateException("there is no " + PEPPER);
        }
        byte[] info = context.getBytes(US_ASCII);
        byte[] block = java.util.Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return new SecretKeySpec(hmac(hmac(half, pepper), block), "AES");
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
}
