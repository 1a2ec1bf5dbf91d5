package org.latchkey.realm;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.wildfly.security.http.HttpServerRequest;

/**
 * From where a request comes, and what has made it.
 *
 * @param address an IP address; {@code unknown} where it cannot be told
 * @param userAgent what calls itself so: as much as is shown to people, without what could not be shown; possibly empty
 */
public record Sender(String address, String userAgent) {

    private static final int LONGEST_USER_AGENT = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    static Sender of(HttpServerRequest request) {
        InetSocketAddress source = request.getSourceAddress();
        InetAddress address = source == null ? null : source.getAddress();
        return of(
                address == null ? "unknown" : address.getHostAddress(),
                request.getFirstRequestHeaderValue("User-Agent"));
    }

    /**
     * The sender of a request that was read by somebody else.
     *
     * @param address as a connection has it
     * @param userAgent as the header has it; null where there is none
     */
    public static Sender of(String address, String userAgent) {
        // A link-local address comes with the name of the interface behind it, which is no part of it.
        int scope = address.indexOf('%');
        return new Sender(scope < 0 ? address : address.substring(0, scope), printable(userAgent));
    }

    private static String printable(String agent) {
        if (agent == null) {
            return "";
        }
        String cut = agent.substring(0, Math.min(agent.length(), LONGEST_USER_AGENT));
        return cut.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? cut
                : UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
