package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.latchkey.account.Access;
import org.latchkey.audit.Origin;
import org.latchkey.start.SecurityCheck;

/**
 * Lets only requests through that were authenticated by a key.
 *
 * <p>web.xml says the same; but a server that does not know the security domain ignores web.xml.
 */
@WebFilter("/api/*")
public class KeyOnly extends HttpFilter {

    @Inject
    private transient Origin origin;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!SecurityCheck.passed()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        if (!request.isUserInRole(Access.KEY_ROLE)) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        origin.set(request.getRemoteAddr());
        chain.doFilter(request, response);
    }
}
