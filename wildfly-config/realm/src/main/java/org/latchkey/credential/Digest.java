package org.latchkey.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 digest of a credential: what is stored of it.
 *
 * <p>A plain digest is enough because a secret has 256 random bits, and a token a signature that nobody can guess; slow
 * hashing is for what people choose. Immutable.
 */
public final class Digest {

    /** The length of a digest, in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest of(String value) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * A digest as it was stored.
     *
     * @throws IllegalArgumentException where it has not {@value #LENGTH} bytes
     */
    public static Digest stored(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Digest(bytes.clone());
    }

    /** Whether both are the same, in a time that does not depend on where they differ. */
    public boolean matches(Digest other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    /** A copy of the bytes, to be stored. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** As {@link #matches}; for finding what is kept by a digest. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && matches(digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
