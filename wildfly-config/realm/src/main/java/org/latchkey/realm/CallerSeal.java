package org.latchkey.realm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.latchkey.credential.ApiKey;

/**
 * Seals what only whoever presents the same key again may read: AES-256-GCM under a key that is derived from the presented
 * one (HMAC-SHA-256) and never stored.
 *
 * <p>An authenticated request holds it as the attribute {@link #ATTRIBUTE}. Used by one request, on one thread.
 */
public final class CallerSeal {

    /** The name of the request attribute (EXCHANGE scope in Elytron). */
    public static final String ATTRIBUTE = CallerSeal.class.getName();

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final ApiKey presented;

    CallerSeal(ApiKey presented) {
        this.presented = presented;
    }

    /** Seals a text; {@code context} must be the same when it is opened. */
    public byte[] seal(byte[] text, byte[] context, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot seal", e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @throws GeneralSecurityException where it was sealed with another key or for another context, or has been changed
     */
    public byte[] open(byte[] sealed, byte[] context) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new GeneralSecurityException("too short to be sealed");
        }
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(presented.reveal().getBytes(US_ASCII), "HmacSHA256"));
        byte[] key = hmac.doFinal("latchkey answers".getBytes(US_ASCII));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
