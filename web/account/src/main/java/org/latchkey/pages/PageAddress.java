package org.latchkey.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a page of this application, as path and query behind the context: {@code /api/keys?company=1}.
 *
 * @param value safe to redirect to and to write into XML attributes, but for the ampersand
 */
record PageAddress(String value) {

    static final PageAddress HOME = new PageAddress("/api/keys");
    static final PageAddress SIGN_IN = new PageAddress("/signin");

    private static final int LONGEST = 500;

    // No dots in the path: neither "..", which leaves the context, nor anything that is not a page.
    private static final Pattern SHAPE = Pattern.compile("(/[A-Za-z0-9-]+)+(\\?[A-Za-z0-9._~!$()*+,;=:@/?%&-]*)?|/");

    /** Takes what came from outside; empty where it is no page of ours. */
    static Optional<PageAddress> parse(String value) {
        return value != null
                        && value.length() <= LONGEST
                        && SHAPE.matcher(value).matches()
                ? Optional.of(new PageAddress(value))
                : Optional.empty();
    }

    /** The page that is asked for. */
    static Optional<PageAddress> of(HttpServletRequest request) {
        String query = request.getQueryString();
        return parse(request.getServletPath() + (query == null ? "" : "?" + query));
    }

    /** The page that the browser shows while it asks for something else. */
    static Optional<PageAddress> before(HttpServletRequest request) {
        try {
            URI referer = URI.create(String.valueOf(request.getHeader("Referer")));
            String path = String.valueOf(referer.getRawPath());
            String query = referer.getRawQuery();
            return path.startsWith(request.getContextPath() + "/")
                    ? parse(path.substring(request.getContextPath().length()) + (query == null ? "" : "?" + query))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isSignIn() {
        return value.equals(SIGN_IN.value) || value.startsWith(SIGN_IN.value + "?");
    }
}
