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
record Sender(String address, String userAgent) {

    private static final int LONGEST_USER_AGENT = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    static Sender of(HttpServerRequest request) {
        return new Sender(
                address(request.getSourceAddress()), printable(request.getFirstRequestHeaderValue("User-Agent")));
    }

    private static String address(InetSocketAddress source) {
        InetAddress address = source == null ? null : source.getAddress();
        if (address == null) {
            return "unknown";
        }
        String text = address.getHostAddress();
        // A link-local address comes with the name of the interface behind it, which is no part of it.
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
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
