package org.latchkey.whole;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands where the Query API will be, as an application of its own beside ours: answers whoever may view products. */
@WebServlet("/")
@ServletSecurity(@HttpConstraint(rolesAllowed = "products:view"))
public class PluginQuery extends HttpServlet {

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().print("{\"products\":[{\"id\":1,\"name\":\"Cork\",\"price\":2.5}]}");
    }
}
