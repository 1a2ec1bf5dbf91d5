package org.latchkey.api;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.latchkey.start.SecurityCheck;

/** Refuses to serve this module where the server's security is not configured for it. */
@WebListener
public class SecurityListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SecurityCheck.require("api.war");
    }
}
