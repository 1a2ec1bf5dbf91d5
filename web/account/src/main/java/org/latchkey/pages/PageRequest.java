package org.latchkey.pages;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.latchkey.audit.Origin;
import org.latchkey.start.SecurityCheck;

/** Notes where a request comes from, and that no page may be kept; the first filter, by its place in web.xml. */
@WebFilter(filterName = "pageRequest")
public class PageRequest extends HttpFilter {

    /** Where styles, scripts and icons are. */
    static final String FILES = "/jakarta.faces.resource/";

    @Inject
    private transient Origin origin;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!SecurityCheck.passed()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        if (isForged(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        origin.set(request.getRemoteAddr());
        if (!isForFile(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }

    /** Another site's form, sent by the user's browser: the sign-in page has no state that would tell. */
    private static boolean isForged(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    static boolean isForFile(HttpServletRequest request) {
        return request.getServletPath().startsWith(FILES);
    }
}
