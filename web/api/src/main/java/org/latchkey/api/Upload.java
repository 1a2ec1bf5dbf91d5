package org.latchkey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.ImportFile;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/**
 * What is sent to be imported, as {@code multipart/form-data}.
 *
 * @param kind what the rows are
 * @param mapperId null where the names in the header line are those of the fields
 * @param file on the server's disk until the request ends
 */
record Upload(Kind kind, UUID mapperId, ImportFile file) {

    /** What a mapper is called that is none. */
    private static final String NO_MAPPER = "default";

    private static final int LONGEST_TEXT = 100;

    /**
     * Reads a request.
     *
     * @throws Refused where it is too large, or no such form
     * @throws Invalid with the fields {@code file}, {@code entity} and {@code mapperId}
     */
    static Upload read(HttpServletRequest request) {
        List<Violation> violations = new ArrayList<>();
        Part file = part(request, "file");
        if (file == null) {
            violations.add(new Violation("file", "required"));
        }
        String entity = text(request, "entity");
        Optional<Kind> kind = Kind.of(entity);
        if (kind.isEmpty()) {
            violations.add(new Violation("entity", entity.isEmpty() ? "required" : "unknown"));
        }
        String mapper = text(request, "mapperId");
        Optional<UUID> mapperId = Ids.parse(mapper);
        if (mapperId.isEmpty() && !mapper.isEmpty() && !mapper.equals(NO_MAPPER)) {
            violations.add(new Violation("mapperId", "unknown"));
        }
        Invalid.refuse(violations);
        return new Upload(
                kind.orElseThrow(),
                mapperId.orElse(null),
                new ImportFile(file.getSubmittedFileName(), file.getSize(), file::getInputStream));
    }

    private static String text(HttpServletRequest request, String name) {
        Part part = part(request, name);
        if (part == null) {
            return "";
        }
        try (InputStream bytes = part.getInputStream()) {
            return new String(bytes.readNBytes(LONGEST_TEXT), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Part part(HttpServletRequest request, String name) {
        try {
            return request.getPart(name);
        } catch (IllegalStateException e) {
            // As the servlet specification says of what has too many bytes.
            throw new Refused(Problem.of(413));
        } catch (IOException | ServletException | RuntimeException e) {
            throw new Refused(new Problem(400, "malformed_form", "The body must be multipart/form-data."));
        }
    }
}
