package org.latchkey.whole;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The same resource for anyone, and for keys and tokens. */
@WebServlet({"/anyone", "/key"})
public class NothingServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentLength(2);
        response.getOutputStream().write(new byte[] {'o', 'k'});
    }
}
