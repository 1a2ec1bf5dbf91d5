package org.latchkey.whole;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.util.UUID;
import javax.naming.InitialContext;
import org.latchkey.apikey.KeyLeaked;
import org.latchkey.apikey.KeyWatch;
import org.latchkey.notice.Delivery;

/** Inside the server: does at once what the server does every few minutes, and what a report of a leaked key does. */
@WebServlet("/*")
public class Jobs extends HttpServlet {

    @Inject
    private UserTransaction transaction;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            switch (request.getPathInfo()) {
                case "/watch" -> ((KeyWatch) look("KeyWatch")).watch();
                case "/deliver" -> ((Delivery) look("Delivery")).deliver();
                default -> leak(UUID.fromString(request.getPathInfo().substring("/leak/".length())));
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    @SuppressWarnings("BanJNDI")
    private static Object look(String bean) throws Exception {
        return InitialContext.doLookup("java:global/latchkey/ejb/" + bean);
    }

    /** Observers hear of what their own application fires: as if it were this one. */
    private void leak(UUID id) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        transaction.begin();
        try {
            thread.setContextClassLoader(KeyLeaked.class.getClassLoader());
            CDI.current().getBeanManager().getEvent().fire(new KeyLeaked(id));
            transaction.commit();
        } finally {
            thread.setContextClassLoader(own);
        }
    }
}
