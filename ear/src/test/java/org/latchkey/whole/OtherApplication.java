package org.latchkey.whole;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet of somebody else's application, which knows nothing of Latchkey. */
@WebServlet("/hello")
@ServletSecurity(@HttpConstraint(rolesAllowed = "api-access:change"))
public class OtherApplication extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("Hello " + request.getUserPrincipal().getName());
    }
}
