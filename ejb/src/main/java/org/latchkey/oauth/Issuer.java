package org.latchkey.oauth;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.regex.Pattern;
import org.latchkey.realm.ServerUrl;

/**
 * The address of this server, as it stands in tokens and metadata: {@code LATCHKEY_URL} in its environment, and never what a
 * request says. {@code https}, or {@code http} on loopback; no path.
 */
@ApplicationScoped
public class Issuer {

    /** Where clients get tokens, and assertions and proofs are meant for. */
    public static final String TOKEN = "/auth/oauth/token";

    /** Where applications send users. */
    public static final String AUTHORIZE = "/auth/oauth/authorize";

    static final String PAR = "/auth/oauth/par";
    static final String REVOKE = "/auth/oauth/revoke";
    static final String INTROSPECT = "/auth/oauth/introspect";
    static final String JWKS = "/auth/oauth/jwks";

    private static final System.Logger LOG = System.getLogger(Issuer.class.getName());
    private static final Pattern SHAPE = Pattern.compile(
            "https://[a-z0-9.-]+(:[0-9]{1,5})?|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+/?|/?");
    private static final int LONGEST_RESOURCE = 500;
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

    private String value;

    @PostConstruct
    void take() {
        value = ServerUrl.configured()
                .filter(url -> SHAPE.matcher(url).matches())
                .orElse(null);
        if (!isReady()) {
            LOG.log(WARNING, "OAuth is off: LATCHKEY_URL has to be https://host.");
        }
    }

    /** Whether this server can issue tokens: its address is known. */
    public boolean isReady() {
        return value != null;
    }

    /** The address, without a slash at its end; null where it is not known. */
    public String value() {
        return value;
    }

    /** An address of this server. */
    URI address(String path) {
        return URI.create(value + path);
    }

    /** Whether a resource (RFC 8707) is this server or something below it. */
    boolean serves(String resource) {
        return serves(value, resource);
    }

    static boolean serves(String issuer, String resource) {
        if (!resource.startsWith(issuer) || resource.length() > LONGEST_RESOURCE) {
            return false;
        }
        String path = resource.substring(issuer.length());
        return PATH.matcher(path).matches() && !DOTS.matcher(path).find();
    }

    /** Whether one resource is the other, or below it. */
    static boolean contains(String resource, String other) {
        String base = resource.endsWith("/") ? resource.substring(0, resource.length() - 1) : resource;
        return other.equals(resource) || other.equals(base) || other.startsWith(base + "/");
    }
}
