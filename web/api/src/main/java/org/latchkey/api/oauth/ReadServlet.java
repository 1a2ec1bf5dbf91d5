package org.latchkey.api.oauth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** An endpoint that is only ever read. */
abstract class ReadServlet extends HttpServlet {

    private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (Answers.isOneOf(METHODS, request, response)) {
            super.service(request, response);
        }
    }
}
