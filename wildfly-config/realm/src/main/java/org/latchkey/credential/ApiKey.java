package org.latchkey.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * An API key as its holder knows it: {@code apik:<uuid>:<secret>}.
 *
 * <p>The uuid is public and names the key. The secret is 256 random bits in base62 (43 characters) followed by the CRC-32
 * of all that stands before it, in base62 too (6 characters). The checksum finds typing errors without a look-up and
 * proves nothing. Immutable and safe for use by several threads.
 */
public final class ApiKey {

    /** What every key starts with. */
    public static final String PREFIX = "apik:";

    /** The length of every key, in characters. */
    public static final int LENGTH = 91;

    private static final int SECRET_BITS = 256;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int HINT_LENGTH = 4;
    private static final int ID_END = PREFIX.length() + 36;
    private static final String SHAPE =
            PREFIX + "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx:" + "z".repeat(SECRET_LENGTH + CHECKSUM_LENGTH);

    private final UUID id;
    private final String value;
    private final Digest digest;

    private ApiKey(UUID id, String value) {
        this.id = id;
        this.value = value;
        this.digest = Digest.of(value);
    }

    /** Makes a new key with an id and a secret that have never been used before. */
    public static ApiKey issue(SecureRandom random) {
        return issue(UUID.randomUUID(), random);
    }

    /** Makes another key with the id of one that is there: its secret has never been used before. */
    public static ApiKey issue(UUID uuid, SecureRandom random) {
        byte[] secret = new byte[SECRET_BITS / Byte.SIZE];
        random.nextBytes(secret);
        String unchecked = PREFIX + uuid + ":" + Base62.encode(secret, SECRET_LENGTH);
        return new ApiKey(uuid, unchecked + checksum(unchecked));
    }

    /**
     * Reads a key that somebody presents.
     *
     * @param presented what was presented, of any length and content, not null
     * @return the key, or empty where shape or checksum are wrong, as after a typing error
     */
    public static Optional<ApiKey> parse(String presented) {
        if (!hasShape(presented) || !presented.endsWith(checksum(presented.substring(0, LENGTH - CHECKSUM_LENGTH)))) {
            return Optional.empty();
        }
        return Optional.of(new ApiKey(UUID.fromString(presented.substring(PREFIX.length(), ID_END)), presented));
    }

    /** Looked at for each request: many times as fast as a regular expression. */
    private static boolean hasShape(String presented) {
        if (presented.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = presented.charAt(i);
            boolean fits = switch (SHAPE.charAt(i)) {
                case 'x' -> Base62.isDigit(c) || (c >= 'a' && c <= 'f');
                case 'z' -> Base62.isCharacter(c);
                default -> c == SHAPE.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** The public id. */
    public UUID id() {
        return id;
    }

    /** What the server stores in place of the key. */
    public Digest digest() {
        return digest;
    }

    /** The last four characters, by which a person recognises the key in a list. */
    public String hint() {
        return value.substring(LENGTH - HINT_LENGTH);
    }

    /** The whole key, to be shown once to the person who made it and never to be written anywhere else. */
    public String reveal() {
        return value;
    }

    /** The id only: the secret is redacted. */
    @Override
    public String toString() {
        return PREFIX + id + ":[redacted]";
    }

    private static String checksum(String unchecked) {
        CRC32 crc = new CRC32();
        crc.update(unchecked.getBytes(US_ASCII));
        return Base62.encode(crc.getValue(), CHECKSUM_LENGTH);
    }
}
