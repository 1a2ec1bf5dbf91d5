package org.latchkey.whole;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Another servlet of somebody else's application, for something that people delegate. */
@WebServlet("/products")
@ServletSecurity(@HttpConstraint(rolesAllowed = "products:view"))
public class OtherProducts extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("Products of " + request.getUserPrincipal().getName());
    }
}
