package org.latchkey.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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
    private static final Pattern SHAPE = Pattern.compile(PREFIX
            + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-9A-Za-z]{" + (SECRET_LENGTH + CHECKSUM_LENGTH) + "}");

    private final UUID id;
    private final String value;

    private ApiKey(UUID id, String value) {
        this.id = id;
        this.value = value;
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
        if (presented.length() != LENGTH || !SHAPE.matcher(presented).matches()) {
            return Optional.empty();
        }
        int checksumAt = LENGTH - CHECKSUM_LENGTH;
        if (!checksum(presented.substring(0, checksumAt)).equals(presented.substring(checksumAt))) {
            return Optional.empty();
        }
        return Optional.of(new ApiKey(UUID.fromString(presented.substring(PREFIX.length(), ID_END)), presented));
    }

    /** The public id. */
    public UUID id() {
        return id;
    }

    /** What the server stores in place of the key. */
    public Digest digest() {
        return Digest.of(value);
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
