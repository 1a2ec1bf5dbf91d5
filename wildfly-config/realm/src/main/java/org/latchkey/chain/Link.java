package org.latchkey.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An event at its place in a chain.
 *
 * @param companyId whose chain it is
 * @param sequence 1 for the first event, one more for each that follows
 * @param event what happened
 */
public record Link(long companyId, long sequence, Event event) {

    /** What stands for the hash of the event before the first. */
    public static final String START = "0".repeat(64);

    // A change to what is hashed, or how, takes another one.
    private static final String VERSION = "latchkey audit 1";

    private static final int ABSENT = -1;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    /**
     * The hash of this link, which makes the chain.
     *
     * <p>Each value is preceded by its length in bytes, so that no two events are hashed as the same bytes: moving a
     * character from one value to the next is another event, and an absent value is not an empty one.
     *
     * @param previous the hash of the link before this one, {@link #START} for the first
     * @return SHA-256, in hexadecimal
     */
    public String hash(String previous) {
        MessageDigest digest = sha256();
        for (String value : values(previous)) {
            update(digest, value);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The time in the form that is hashed, which is the one that people read too. */
    String time() {
        return TIME.format(event.at().atOffset(ZoneOffset.UTC));
    }

    private List<String> values(String previous) {
        return Arrays.asList(
                VERSION,
                previous,
                Long.toString(companyId),
                Long.toString(sequence),
                time(),
                text(event.actorId()),
                event.actor(),
                text(event.actorKey()),
                event.address(),
                event.kind(),
                text(event.subjectId()),
                event.subject(),
                event.details());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static void update(MessageDigest digest, String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(UTF_8);
        int length = value == null ? ABSENT : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
