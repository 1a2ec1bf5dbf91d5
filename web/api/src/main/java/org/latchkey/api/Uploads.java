package org.latchkey.api;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import org.latchkey.imports.ImportFile;

/**
 * Lets resources take files, which the server keeps on its disk until the request ends. The servlet of the resources is made
 * by the server, where neither web.xml nor an annotation reaches it.
 */
@WebListener
public class Uploads implements ServletContextListener {

    /** For what stands around a file. */
    private static final long REST = 64L * 1024;

    private static final int IN_MEMORY = 16 * 1024;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (!(event.getServletContext().getServletRegistration(Api.class.getName())
                instanceof ServletRegistration.Dynamic resources)) {
            throw new IllegalStateException("This server does not let resources take files.");
        }
        resources.setMultipartConfig(
                new MultipartConfigElement("", ImportFile.MOST_BYTES, ImportFile.MOST_BYTES + REST, IN_MEMORY));
    }
}
