package org.latchkey.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * How to get into the demo company, as {@code demo.env} keeps it from one start to the next.
 *
 * @param url of the server
 * @param user who administers the demo company
 * @param password of both demo users
 * @param key an API key of that user
 */
public record DemoAccess(String url, String user, String password, String key) {

    /** What the file holds, if it is there. */
    static Optional<DemoAccess> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            values.load(in);
        }
        return Optional.of(new DemoAccess(
                values.getProperty("LATCHKEY_URL", ""),
                values.getProperty("LATCHKEY_USER", ""),
                values.getProperty("LATCHKEY_PASSWORD", ""),
                values.getProperty("LATCHKEY_KEY", "")));
    }

    /** Writes the file so that a shell can read it, and nobody else but its owner. */
    void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, """
                LATCHKEY_URL=%s
                LATCHKEY_USER=%s
                LATCHKEY_PASSWORD=%s
                LATCHKEY_KEY=%s
                """.formatted(url, user, password, key));
    }

    /** Password and key are redacted. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
