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
        // Read anew each time, so that an edited file shows on reload; they are small.
        return address("latchkey", name, server.getResourceAsStream("/resources/latchkey/" + name));
    }

    /**
     * The address of a file of GraphiQL, which the build unpacks.
     *
     * @param name as {@code graphiql.min.js}
     */
    public String ofGraphiQl(String name) throws IOException {
        return address("graphiql", name, Assets.class.getResourceAsStream("/META-INF/resources/graphiql/" + name));
    }

    private static String address(String library, String name, InputStream file) throws IOException {
        String address = FacesContext.getCurrentInstance()
                .getApplication()
                .getResourceHandler()
                .createResource(name, library)
                .getRequestPath();
        return address + "&v=" + Long.toString(checksum(file), Character.MAX_RADIX);
    }

    private static long checksum(InputStream file) throws IOException {
        CRC32 crc = new CRC32();
        try (file) {
            crc.update(file.readAllBytes());
        }
        return crc.getValue();
    }
}
