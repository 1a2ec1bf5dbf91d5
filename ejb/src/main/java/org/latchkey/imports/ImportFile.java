package org.latchkey.imports;

import java.io.IOException;
import java.io.InputStream;

/** A file that somebody has sent. It can be read more than once. */
public interface ImportFile {

    /** The most bytes of a file. */
    long MOST_BYTES = 100L * 1024 * 1024;

    /** As its sender calls it; null where they do not. */
    String name();

    /** How many bytes it has. */
    long size();

    /** Opens it at its beginning; the caller closes it. */
    InputStream open() throws IOException;
}
