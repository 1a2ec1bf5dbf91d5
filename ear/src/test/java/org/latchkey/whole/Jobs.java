package org.latchkey.whole;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import javax.naming.InitialContext;
import org.latchkey.apikey.KeyWatch;
import org.latchkey.apikey.OldAnswers;
import org.latchkey.notice.Delivery;

/** Inside the server: does at once what the server does every few minutes. */
@WebServlet("/*")
public class Jobs extends HttpServlet {

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            switch (request.getPathInfo()) {
                case "/watch" -> ((KeyWatch) look("KeyWatch")).watch();
                case "/deliver" -> ((Delivery) look("Delivery")).deliver();
                case "/forget" -> ((OldAnswers) look("OldAnswers")).remove();
                default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    @SuppressWarnings("BanJNDI")
    private static Object look(String bean) throws Exception {
        return InitialContext.doLookup("java:global/latchkey/ejb/" + bean);
    }
}
