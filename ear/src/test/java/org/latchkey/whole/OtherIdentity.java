package org.latchkey.whole;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.TreeSet;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.authz.Attributes;

/** A third one, which asks Elytron what is known of the caller. */
@WebServlet("/identity")
@ServletSecurity(@HttpConstraint(rolesAllowed = {"key", "token"}))
public class OtherIdentity extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonObjectBuilder told = Json.createObjectBuilder();
        for (Attributes.Entry attribute : SecurityDomain.getCurrent()
                .getCurrentSecurityIdentity()
                .getAttributes()
                .entries()) {
            JsonArrayBuilder values = Json.createArrayBuilder();
            new TreeSet<>(attribute).forEach(values::add);
            told.add(attribute.getKey(), values);
        }
        response.getWriter().print(told.build());
    }
}
