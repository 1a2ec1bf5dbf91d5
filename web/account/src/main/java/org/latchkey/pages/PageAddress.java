package org.latchkey.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
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
    static final PageAddress CONSENT = new PageAddress("/oauth/consent");

    /** The parameter that says which page comes after signing in. */
    static final String NEXT = "next";

    /** The field in which a form says on which page it stands, where the browser is told to say nothing of it. */
    static final String FIELD = "here";

    // What an application asks for on the consent page is the longest.
    private static final int LONGEST = 4000;

    private static final String PLAIN = "A-Za-z0-9._~!$()*+,;=:@/?%&-";
    private static final Pattern SPECIAL = Pattern.compile("[^" + PLAIN + "]+");

    // No dots in the path: neither "..", which leaves the context, nor anything that is not a page.
    private static final Pattern SHAPE = Pattern.compile("(/[A-Za-z0-9-]+)+(\\?[" + PLAIN + "]*)?|/");

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
        return of(request.getServletPath(), request.getQueryString());
    }

    /** The page that the browser shows while it asks for something else: as the form says, else as the browser does. */
    static Optional<PageAddress> before(HttpServletRequest request) {
        // To ask for a parameter would take a whole file from whoever sends one.
        return PageRequest.isMultipart(request)
                ? referring(request)
                : parse(request.getParameter(FIELD)).or(() -> referring(request));
    }

    private static Optional<PageAddress> referring(HttpServletRequest request) {
        try {
            URI referer = URI.create(String.valueOf(request.getHeader("Referer")));
            String path = String.valueOf(referer.getRawPath());
            return path.startsWith(request.getContextPath() + "/")
                    ? of(path.substring(request.getContextPath().length()), referer.getRawQuery())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Browsers send much in a query as it is that would mean something elsewhere; encoded it says the same. */
    static Optional<PageAddress> of(String path, String query) {
        return parse(
                query == null
                        ? path
                        : path + "?"
                                + SPECIAL.matcher(query)
                                        .replaceAll(special -> URLEncoder.encode(special.group(), UTF_8)));
    }

    /** The page to which signing in leads. */
    static PageAddress next(HttpServletRequest request) {
        return parse(request.getParameter(NEXT))
                .filter(page -> !page.isAt(SIGN_IN))
                .orElse(HOME);
    }

    /** The sign-in page that leads to another one, or to the first. */
    static PageAddress signIn(Optional<PageAddress> next) {
        return next.map(page ->
                        new PageAddress(SIGN_IN.value + "?" + NEXT + "=" + URLEncoder.encode(page.value, UTF_8)))
                .orElse(SIGN_IN);
    }

    /** Whether it is that page, with whatever query. */
    boolean isAt(PageAddress page) {
        return value.equals(page.value) || value.startsWith(page.value + "?");
    }

    /** What stands behind the question mark, possibly nothing. */
    String query() {
        int mark = value.indexOf('?');
        return mark < 0 ? "" : value.substring(mark + 1);
    }
}
