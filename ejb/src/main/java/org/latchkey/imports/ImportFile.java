package org.latchkey.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * A file that somebody has sent. It can be read more than once.
 *
 * @param name as its sender calls it, without directories and what nobody sees; null where they do not
 * @param size how many bytes it has, at most {@value #MOST_BYTES}
 * @param source where its bytes are
 */
public record ImportFile(String name, long size, Source source) {

    /** The most bytes of a file. */
    public static final long MOST_BYTES = 100L * 1024 * 1024;

    private static final int LONGEST_NAME = 200;

    /**
     * Takes the name as it was sent.
     *
     * @throws Invalid with the field {@code file} where it has too many bytes
     */
    public ImportFile {
        if (size > MOST_BYTES) {
            throw new Invalid(List.of(new Violation("file", "too-large")));
        }
        name = name == null ? null : shown(name);
    }

    private static String shown(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .codePoints()
                .filter(it -> !Text.isInvisible(it))
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

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
