package org.latchkey.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What can be asked. */
public final class Schema {

    private static final String TEXT = read();

    private Schema() {}

    /** As the language of schemas (SDL) writes it, with descriptions. */
    public static String text() {
        return TEXT;
    }

    private static String read() {
        try (InputStream in = Schema.class.getResourceAsStream("schema.graphql")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
