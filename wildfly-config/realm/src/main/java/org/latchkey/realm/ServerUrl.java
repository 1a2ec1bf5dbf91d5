package org.latchkey.realm;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which address the outside world knows this server: {@code LATCHKEY_URL} in the environment.
 *
 * <p>Whatever has to name the server takes it from here and never from a request: anybody may write any host into that.
 */
public final class ServerUrl {

    private static final Pattern END = Pattern.compile("/+$");

    /** Nothing that could leave the quotes of a header. */
    private static final Pattern PLAIN = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]/~_%-]+");

    private static final Optional<String> CONFIGURED = read(System.getenv("LATCHKEY_URL"));

    private ServerUrl() {}

    /** The address without a slash at its end; empty where none is set that could be one. */
    public static Optional<String> configured() {
        return CONFIGURED;
    }

    static Optional<String> read(String value) {
        if (value == null) {
            return Optional.empty();
        }
        String url = END.matcher(value.strip()).replaceAll("");
        try {
            return PLAIN.matcher(url).matches() && URI.create(url).getHost() != null
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
