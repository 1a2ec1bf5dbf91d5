package org.latchkey.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * What people set of a webhook.
 *
 * @param name 1 to 100 characters, unique among the webhooks of the company
 * @param url where messages go: {@code https}, at most {@value #LONGEST_URL} characters; {@code http} only where the operator
 *     allows private addresses
 * @param events what it is told of; not empty, without {@link EventType#PING}
 */
public record WebhookSettings(String name, String url, Set<EventType> events) {

    /** The most characters of an address. */
    public static final int LONGEST_URL = 500;

    private static final int HIGHEST_PORT = 65_535;

    /** What stands for an address without a name server. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

    /** Takes null for empty. */
    public WebhookSettings {
        name = name == null ? "" : name.strip();
        url = url == null ? "" : url.strip();
        events = events == null ? Set.of() : Set.copyOf(events);
    }

    /** What it is told of, as it stands in messages, in the order in which people see it. */
    public List<String> eventWords() {
        return events.stream().sorted().map(EventType::word).toList();
    }

    /** The rules that this breaks; whether the name is taken is not looked at. */
    List<Violation> violations(PublicAddresses addresses) {
        List<Violation> violations = new ArrayList<>();
        Text.violation("name", name).ifPresent(violations::add);
        urlViolation(addresses).ifPresent(code -> violations.add(new Violation("url", code)));
        if (events.isEmpty()) {
            violations.add(new Violation("events", "required"));
        }
        if (events.contains(EventType.PING)) {
            violations.add(new Violation("events", "unknown"));
        }
        return violations;
    }

    private Optional<String> urlViolation(PublicAddresses addresses) {
        if (url.isEmpty()) {
            return Optional.of("required");
        }
        if (url.length() > LONGEST_URL) {
            return Optional.of("too-long");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("malformed");
        }
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && addresses.allowsPrivate())) {
            return Optional.of("not-https");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("user-info");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("fragment");
        }
        if (!isComplete(uri)) {
            return Optional.of("malformed");
        }
        return isRefused(uri.getHost(), addresses) ? Optional.of("private-address") : Optional.empty();
    }

    private boolean isComplete(URI uri) {
        return uri.getHost() != null
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && uri.getPort() != 0
                && uri.getPort() <= HIGHEST_PORT;
    }

    /** What can be told at once; whatever else a name stands for shows when it is used. */
    private static boolean isRefused(String host, PublicAddresses addresses) {
        if (!LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            return !addresses.allows(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    /** Without path and query: some receivers have a secret in them. */
    private String origin() {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** The same with nothing of the address but its origin. */
    WebhookSettings withoutPath() {
        return new WebhookSettings(name, origin(), events);
    }

    /** Whether others have the same origin with another path or query. */
    boolean hasOtherPath(WebhookSettings other) {
        return origin().equals(other.origin()) && !url.equals(other.url);
    }

    /** What it says, by name, as it is written down. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", name);
        words.put("url", origin());
        words.put("events", String.join(" ", eventWords()));
        return words;
    }
}
