package org.latchkey.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Text;

/**
 * What a developer sets of an application.
 *
 * @param name 1 to 100 characters, shown to users, and another one than the company's other clients have
 * @param logo the {@code https} address of an image, or empty; at most {@value #LONGEST_ADDRESS} characters
 * @param homepage an {@code https} address, or empty; at most {@value #LONGEST_ADDRESS} characters
 * @param open whether it is a public client, which can keep no secret; fixed when it is registered
 * @param redirects to where users may be sent back: at most {@value #MOST_REDIRECTS}, and at least one where it gets codes
 * @param grants at least one; a public client has no client credentials
 * @param scopes at least one: {@code read}, {@code write}, or {@code resource:view} and {@code resource:change}
 * @param accessLifetime of access tokens: five minutes to 30 days
 * @param refreshLifetime of refresh tokens, from each use on: one hour to 90 days
 * @param dpopRequired whether its tokens have to be bound to a key (RFC 9449)
 * @param jwks a JWK set (RFC 7517) of public keys by which it proves itself in place of a secret (RFC 7523); or empty
 */
public record ClientSettings(
        String name,
        String logo,
        String homepage,
        boolean open,
        List<String> redirects,
        Set<Grant> grants,
        Set<String> scopes,
        Duration accessLifetime,
        Duration refreshLifetime,
        boolean dpopRequired,
        String jwks) {

    /** The most characters of an address. */
    public static final int LONGEST_ADDRESS = RedirectUri.LONGEST;

    /** The most addresses to where users may be sent back. */
    public static final int MOST_REDIRECTS = 10;

    /** For how long an access token is accepted, unless another time is set. */
    public static final Duration ACCESS_LIFETIME = Duration.ofHours(1);

    /** For how long a refresh token is accepted, unless another time is set. */
    public static final Duration REFRESH_LIFETIME = Duration.ofDays(14);

    private static final Duration SHORTEST_ACCESS = Duration.ofMinutes(5);
    /** The longest time for which an access token is accepted. */
    public static final Duration LONGEST_ACCESS = Duration.ofDays(30);

    private static final Duration SHORTEST_REFRESH = Duration.ofHours(1);
    private static final Duration LONGEST_REFRESH = Duration.ofDays(90);
    private static final int LONGEST_REDIRECTS = 2_500;
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_KEYS = 20_000;
    private static final int MOST_KEYS = 10;
    private static final int MOST_SCOPES = 30;

    /** Takes null for empty and for the usual lifetimes, and one way of writing for several. */
    public ClientSettings {
        name = name == null ? "" : name.strip();
        logo = logo == null ? "" : logo.strip();
        homepage = homepage == null ? "" : homepage.strip();
        redirects = redirects == null
                ? List.of()
                : redirects.stream()
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList();
        grants = grants == null ? Set.of() : Set.copyOf(grants);
        scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        accessLifetime = accessLifetime == null ? ACCESS_LIFETIME : accessLifetime;
        refreshLifetime = refreshLifetime == null ? REFRESH_LIFETIME : refreshLifetime;
        jwks = jwks == null ? "" : jwks.strip();
    }

    /** Whether the client proves itself by a secret. */
    public boolean hasSecret() {
        return !open && jwks.isEmpty();
    }

    /** The rules that this breaks; whether the name is taken is not looked at. */
    List<Violation> violations(Collection<String> resources) {
        List<Violation> violations = new ArrayList<>();
        Text.violation("name", name).ifPresent(violations::add);
        addressViolation(logo).ifPresent(code -> violations.add(new Violation("logo", code)));
        addressViolation(homepage).ifPresent(code -> violations.add(new Violation("homepage", code)));
        redirectViolation().ifPresent(code -> violations.add(new Violation("redirects", code)));
        grantViolation().ifPresent(code -> violations.add(new Violation("grants", code)));
        scopeViolation(resources).ifPresent(code -> violations.add(new Violation("scopes", code)));
        if (isOutside(accessLifetime, SHORTEST_ACCESS, LONGEST_ACCESS)) {
            violations.add(new Violation("accessLifetime", "out-of-range"));
        }
        if (isOutside(refreshLifetime, SHORTEST_REFRESH, LONGEST_REFRESH)) {
            violations.add(new Violation("refreshLifetime", "out-of-range"));
        }
        keysViolation().ifPresent(code -> violations.add(new Violation("jwks", code)));
        return violations;
    }

    private static boolean isOutside(Duration lifetime, Duration shortest, Duration longest) {
        return lifetime.compareTo(shortest) < 0 || lifetime.compareTo(longest) > 0;
    }

    private static Optional<String> addressViolation(String address) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        return address.startsWith("https://") ? RedirectUri.violation(address) : Optional.of("not-https");
    }

    private Optional<String> redirectViolation() {
        if (redirects.isEmpty()) {
            return grants.contains(Grant.AUTHORIZATION_CODE) ? Optional.of("required") : Optional.empty();
        }
        if (redirects.size() > MOST_REDIRECTS) {
            return Optional.of("too-many");
        }
        // So that the audit event of a change has all of them.
        if (String.join(" ", redirects).length() > LONGEST_REDIRECTS) {
            return Optional.of("too-long");
        }
        return redirects.stream()
                .flatMap(address -> RedirectUri.violation(address).stream())
                .findFirst();
    }

    private Optional<String> grantViolation() {
        if (grants.isEmpty() || grants.equals(Set.of(Grant.REFRESH_TOKEN))) {
            return Optional.of("required");
        }
        if (grants.contains(Grant.REFRESH_TOKEN) && !grants.contains(Grant.AUTHORIZATION_CODE)) {
            return Optional.of("needs-code");
        }
        return open && grants.contains(Grant.CLIENT_CREDENTIALS) ? Optional.of("not-for-public") : Optional.empty();
    }

    private Optional<String> scopeViolation(Collection<String> resources) {
        if (scopes.isEmpty()) {
            return Optional.of("required");
        }
        if (scopes.size() > MOST_SCOPES) {
            return Optional.of("too-many");
        }
        return scopes.stream().allMatch(scope -> Scopes.isKnown(scope, resources))
                ? Optional.empty()
                : Optional.of("unknown");
    }

    private Optional<String> keysViolation() {
        if (jwks.isEmpty()) {
            return Optional.empty();
        }
        if (open) {
            return Optional.of("not-for-public");
        }
        if (jwks.length() > LONGEST_KEYS) {
            return Optional.of("too-long");
        }
        try {
            List<JWK> keys = JWKSet.parse(jwks).getKeys();
            if (keys.isEmpty() || !jwks.chars().allMatch(c -> c < 0x7f)) {
                return Optional.of("malformed");
            }
            if (keys.size() > MOST_KEYS) {
                return Optional.of("too-many");
            }
            if (keys.stream().anyMatch(JWK::isPrivate)) {
                return Optional.of("private-key");
            }
            return keys.stream().allMatch(ClientSettings::isUsable) ? Optional.empty() : Optional.of("unusable-key");
        } catch (ParseException e) {
            return Optional.of("malformed");
        }
    }

    /** Those that ES256, PS256 and RS256 take. */
    private static boolean isUsable(JWK key) {
        return (key instanceof RSAKey rsa && rsa.size() >= SHORTEST_RSA)
                || (key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256));
    }

    /** By their thumbprints (RFC 7638). */
    private String keyWords() {
        try {
            List<String> prints = new ArrayList<>();
            for (JWK key : JWKSet.parse(jwks).getKeys()) {
                prints.add(key.computeThumbprint().toString());
            }
            return String.join(" ", prints);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("keys that were accepted cannot be read", e);
        }
    }

    /** What it allows, by name, as it is written down. */
    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("name", name);
        words.put("logo", orNone(logo));
        words.put("homepage", orNone(homepage));
        words.put("type", open ? "public" : "confidential");
        words.put("redirects", orNone(String.join(" ", redirects)));
        words.put("grants", grants.stream().sorted().map(Grant::word).collect(Collectors.joining(" ")));
        words.put("scopes", String.join(" ", new TreeSet<>(scopes)));
        words.put("accessLifetime", accessLifetime.toString());
        words.put("refreshLifetime", refreshLifetime.toString());
        words.put("dpopRequired", String.valueOf(dpopRequired));
        words.put("authentication", open ? "none" : jwks.isEmpty() ? "secret" : keyWords());
        return words;
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }
}
