package org.latchkey.pages;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.latchkey.problem.NotFound;

/** Lets nobody but signed-in users see anything but the sign-in page, and brings them back to where they wanted. */
@WebFilter(filterName = "signedInOnly")
public class SignedInOnly extends HttpFilter {

    @Inject
    private transient Me me;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean signingIn = request.getServletPath().equals(PageAddress.SIGN_IN.value());
        boolean signedIn = !PageRequest.isForFile(request) && isSignedIn();
        if (signedIn && (signingIn || request.getServletPath().equals("/"))) {
            Redirect.to(PageAddress.next(request), request, response);
        } else if (signedIn && PageRequest.isUpload(request) && !isReadable(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else if (signedIn || signingIn || PageRequest.isForFile(request)) {
            chain.doFilter(request, response);
        } else {
            Redirect.to(PageAddress.signIn(wanted(request)), request, response);
        }
    }

    /** Where it is not, the page would fail on it. */
    private static boolean isReadable(HttpServletRequest request) {
        try {
            request.getParts();
            return true;
        } catch (IOException | ServletException | RuntimeException e) {
            return false;
        }
    }

    /** A user who was disabled since they signed in is signed out. */
    private boolean isSignedIn() throws ServletException {
        if (!me.isSignedIn()) {
            return false;
        }
        try {
            me.getCaller();
            return true;
        } catch (NotFound e) {
            me.signOut();
            return false;
        }
    }

    /** What a form or a script asked for is no page; the one that it stood on is. */
    private static Optional<PageAddress> wanted(HttpServletRequest request) {
        return request.getMethod().equals("GET") ? PageAddress.of(request) : PageAddress.before(request);
    }
}
