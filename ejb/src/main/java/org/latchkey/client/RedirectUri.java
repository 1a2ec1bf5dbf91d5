package org.latchkey.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To where a user may be sent back with a code.
 *
 * <p>Compared character by character (RFC 9700, section 2.1). A loopback address in numbers may be used with any port,
 * since a program on the user's machine takes whichever is free (RFC 8252, section 7.3).
 */
public final class RedirectUri {

    /** The most characters of one. */
    public static final int LONGEST = 500;

    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1])):[0-9]{1,5}((?:[/?].*)?)");
    private static final Pattern LOCAL = Pattern.compile("127\\.0\\.0\\.1|\\[::1]|localhost");

    /** A host as a browser would write it: no capitals, no numbers that stand for an address, no dot at its end. */
    private static final Pattern HOST = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?|127\\.0\\.0\\.1|\\[::1]");

    private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");

    private RedirectUri() {}

    /**
     * The rule that an address breaks, as a stable word: {@code too-long}, {@code malformed}, {@code not-https}, {@code
     * fragment}, {@code wildcard} or {@code user-info}.
     */
    public static Optional<String> violation(String address) {
        if (address.length() > LONGEST) {
            return Optional.of("too-long");
        }
        if (address.indexOf('*') >= 0) {
            return Optional.of("wildcard");
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("malformed");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("fragment");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("user-info");
        }
        boolean local = uri.getHost() != null && LOCAL.matcher(uri.getHost()).matches();
        if (!"https".equals(uri.getScheme()) && !(local && "http".equals(uri.getScheme()))) {
            return Optional.of("not-https");
        }
        return isCanonical(uri, address) ? Optional.empty() : Optional.of("malformed");
    }

    /** What a browser would rewrite, or two parsers could read in two ways, is no address to compare with. */
    private static boolean isCanonical(URI uri, String address) {
        return address.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && address.indexOf('\\') < 0
                && uri.getHost() != null
                && HOST.matcher(uri.getHost()).matches()
                && uri.getPort() != 0
                && uri.getPort() <= 65535
                && !uri.getRawAuthority().endsWith(":")
                && !DOTS.matcher(uri.getRawPath()).find();
    }

    /** Whether a presented address is the registered one. */
    public static boolean matches(String registered, String presented) {
        return registered.equals(presented)
                || (presented.length() <= LONGEST
                        && LOOPBACK.matcher(presented).matches()
                        && anyPort(registered).equals(anyPort(presented)));
    }

    /** Whether the address is one of the user's own machine, where any program could listen. */
    public static boolean isLoopback(String address) {
        return address.startsWith("http:");
    }

    private static String anyPort(String address) {
        Matcher loopback = LOOPBACK.matcher(address);
        return loopback.matches() ? loopback.group(1) + loopback.group(2) : address;
    }
}
