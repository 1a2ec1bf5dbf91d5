package org.latchkey.pages;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.latchkey.account.SignIn;
import org.latchkey.audit.Origin;
import org.latchkey.imports.ImportFile;
import org.latchkey.start.SecurityCheck;

/** Notes where a request comes from, and that no page may be kept; the first filter, by its place in web.xml. */
@WebFilter(filterName = "pageRequest")
public class PageRequest extends HttpFilter {

    /** Where styles, scripts and icons are. */
    static final String FILES = "/jakarta.faces.resource/";

    private static final Set<String> UPLOADS = Set.of("/api/imports", "/api/mapper");
    private static final long MOST_BYTES = 1024L * 1024;
    private static final long MOST_BYTES_OF_UPLOAD = ImportFile.MOST_BYTES + 64 * 1024;

    /** The session attribute that holds when the user last proved the password. */
    private static final String PROVEN_AT = "org.latchkey.pages.provenAt";

    @Inject
    private transient Origin origin;

    @Inject
    private transient SignIn signIn;

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
        if (isTooLarge(request)) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        origin.set(request.getRemoteAddr());
        if (!isForFile(request)) {
            HttpSession session = request.getSession(false);
            if (session != null && session.getAttribute(PROVEN_AT) instanceof Instant provenAt) {
                signIn.set(provenAt);
            }
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }

    /** Another site's form, sent by the user's browser: the sign-in page has no state that would tell. */
    private static boolean isForged(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /** Only the pages with a field for a file take one; a browser always tells how much it sends. */
    private static boolean isTooLarge(HttpServletRequest request) {
        long most = isUpload(request) ? MOST_BYTES_OF_UPLOAD : MOST_BYTES;
        return !request.getMethod().equals("GET")
                && (request.getContentLengthLong() > most || request.getHeader("Transfer-Encoding") != null);
    }

    /** Whether it may bring a file, by its page and its type. */
    static boolean isUpload(HttpServletRequest request) {
        return UPLOADS.contains(request.getServletPath()) && isMultipart(request);
    }

    /** Whether the server would write its parts to the disk to read any of it. */
    static boolean isMultipart(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** Keeps for the session that the password was proven at this moment. */
    static void keepProof(HttpServletRequest request, Instant now) {
        request.getSession().setAttribute(PROVEN_AT, now);
    }

    static boolean isForFile(HttpServletRequest request) {
        return request.getServletPath().startsWith(FILES);
    }
}
