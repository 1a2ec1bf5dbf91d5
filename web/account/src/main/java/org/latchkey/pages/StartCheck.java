package org.latchkey.pages;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import org.latchkey.start.SecurityCheck;

/** Keeps the pages from being served on a server that does not know their security domain. */
@WebListener
public class StartCheck implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        SecurityCheck.require("account.war");
    }
}
