package org.latchkey.imports;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that somebody has sent. It can be read more than once.
 *
 * @param name as its sender calls it; null where they do not
 * @param size how many bytes it has
 * @param source where its bytes are
 */
public record ImportFile(String name, long size, Source source) {

    /** The most bytes of a file. */
    public static final long MOST_BYTES = 100L * 1024 * 1024;

    /** Opens it at its beginning; the caller closes it. */
    InputStream open() throws IOException {
        return source.open();
    }

    /** Where bytes are. */
    @FunctionalInterface
    public interface Source {

        /** Opens it at its beginning. */
        InputStream open() throws IOException;
    }
}
