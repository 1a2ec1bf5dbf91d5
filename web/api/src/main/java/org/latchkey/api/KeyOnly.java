package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.latchkey.account.Access;
import org.latchkey.audit.Origin;
import org.latchkey.start.SecurityCheck;

/**
 * Lets only requests through that were authenticated by a key or an access token, but for the addresses that are for everybody.
 *
 * <p>web.xml says the same; but a server that does not know the security domain ignores web.xml.
 */
@WebFilter({"/api/*", "/odata/*", "/v1/*"})
public class KeyOnly extends HttpFilter {

    /** To the letter, as they stand in the request: none of another spelling is one of these. */
    private static final Set<String> PUBLIC =
            Set.of("/api/2/openapi.json", "/api/2/auth/leaks", GraphQlSchemaServlet.PATH);

    @Inject
    private transient Origin origin;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!SecurityCheck.passed()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        boolean authenticated = request.isUserInRole(Access.KEY_ROLE) || request.isUserInRole(Access.TOKEN_ROLE);
        if (!authenticated && !PUBLIC.contains(request.getRequestURI())) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        origin.set(request.getRemoteAddr());
        // What is told to a key is for nobody else, and a value of a key least of all.
        response.setHeader("Cache-Control", "no-store");
        chain.doFilter(request, response);
    }
}
