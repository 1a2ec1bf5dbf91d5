package org.latchkey.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Addresses of our own styles and scripts, which change with their content: browsers may keep what they have. */
@Named
@ApplicationScoped
public class Assets {

    @Inject
    private ServletContext server;

    /**
     * The address of one of them.
     *
     * @param name of a file in {@code resources/latchkey}
     */
    public String of(String name) throws IOException {
        String address = FacesContext.getCurrentInstance()
                .getApplication()
                .getResourceHandler()
                .createResource(name, "latchkey")
                .getRequestPath();
        return address + "&v=" + Long.toString(checksum(name), Character.MAX_RADIX);
    }

    // Read anew each time, so that an edited file shows on reload; they are small.
    private long checksum(String name) throws IOException {
        CRC32 crc = new CRC32();
        try (InputStream file = server.getResourceAsStream("/resources/latchkey/" + name)) {
            crc.update(file.readAllBytes());
        }
        return crc.getValue();
    }
}
