package org.latchkey.pages;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import org.latchkey.imports.ImportFile;

/**
 * A file that a browser has sent.
 *
 * @param part on the server's disk until the request ends
 */
record UploadedFile(Part part) implements ImportFile {

    @Override
    public String name() {
        return part.getSubmittedFileName();
    }

    @Override
    public long size() {
        return part.getSize();
    }

    @Override
    public InputStream open() throws IOException {
        return part.getInputStream();
    }
}
