package org.latchkey.credential;

import java.security.SecureRandom;

/**
 * 256 random bits as 43 characters of base62, by which a program proves something: the secret of an OAuth client, an
 * authorization code, a refresh token.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Secret {

    /** The length of every secret, in characters. */
    public static final int LENGTH = 43;

    private static final int BYTES = 32;
    private static final int HINT_LENGTH = 4;

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Makes one that has never been used before. */
    public static Secret issue(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    /** Writes 32 bytes that nobody can guess as a secret. */
    public static Secret of(byte[] bytes) {
        return new Secret(Base62.encode(bytes, LENGTH));
    }

    /** The digest of what somebody presents as a secret, of any length and content. */
    public static Digest digest(String presented) {
        return Digest.of(presented);
    }

    /** What the server stores in place of the secret. */
    public Digest digest() {
        return Digest.of(value);
    }

    /** The last four characters, by which a person recognises it. */
    public String hint() {
        return value.substring(LENGTH - HINT_LENGTH);
    }

    /** The secret itself, to be handed out once and never to be written anywhere else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
