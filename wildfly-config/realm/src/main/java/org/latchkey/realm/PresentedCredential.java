package org.latchkey.realm;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.latchkey.credential.AccessToken;
import org.latchkey.credential.ApiKey;

/**
 * The one credential that a request carries, or the reason why it has none.
 *
 * <p>The only place that knows where a credential may stand: a key in {@code Authorization: Bearer apik:…} (RFC 6750,
 * section 2.1), {@code Authorization: apik:…} and {@code x-api-key: apik:…}; a token in {@code Authorization: Bearer …} and
 * {@code Authorization: DPoP …} (RFC 9449, section 7.1) only, since no other header is kept out of caches and logs as that
 * one is. The same key may stand in more than one. Credentials of schemes that belong to others are none.
 *
 * @param key where it is a key; otherwise null
 * @param token where it is a token; otherwise null
 * @param bound whether a token claims to be bound to a key, by its scheme
 * @param refusal where it is neither; otherwise null
 */
record PresentedCredential(ApiKey key, AccessToken token, boolean bound, Refusal refusal) {

    /** They have names and passwords, for which there are other places on this server. */
    private static final List<String> FOREIGN = List.of("Basic", "Digest", "Negotiate");

    private enum Scheme {
        NONE(""),
        BEARER("Bearer "),
        DPOP("DPoP ");

        private final String start;

        Scheme(String start) {
            this.start = start;
        }

        static Scheme of(String authorization) {
            return begins(authorization, BEARER.start) ? BEARER : begins(authorization, DPOP.start) ? DPOP : NONE;
        }

        String without(String authorization) {
            return authorization.substring(start.length()).strip();
        }
    }

    /** @param headers gives all values of a header, by its name in any case; null or empty where it is not there */
    static PresentedCredential in(Function<String, List<String>> headers) {
        Set<String> values = new LinkedHashSet<>();
        Set<Scheme> schemes = EnumSet.noneOf(Scheme.class);
        for (String header : valuesOf(headers, "Authorization")) {
            String authorization = header.strip();
            if (!isForeign(authorization)) {
                Scheme scheme = Scheme.of(authorization);
                schemes.add(scheme);
                values.add(scheme.without(authorization));
            }
        }
        for (String value : valuesOf(headers, "x-api-key")) {
            schemes.add(Scheme.NONE);
            values.add(value.strip());
        }
        return switch (values.size()) {
            case 0 -> refused(Refusal.MISSING);
            case 1 -> parse(values.iterator().next(), schemes);
            default -> refused(Refusal.AMBIGUOUS);
        };
    }

    private static PresentedCredential parse(String value, Set<Scheme> schemes) {
        Optional<AccessToken> token = AccessToken.parse(value);
        if (token.isEmpty()) {
            // A key is bound to nothing.
            Optional<ApiKey> key = schemes.contains(Scheme.DPOP) ? Optional.empty() : ApiKey.parse(value);
            return new PresentedCredential(key.orElse(null), null, false, key.isPresent() ? null : Refusal.MALFORMED);
        }
        if (schemes.contains(Scheme.NONE)) {
            return refused(Refusal.TOKEN_MISPLACED);
        }
        if (schemes.size() > 1) {
            return refused(Refusal.AMBIGUOUS);
        }
        return new PresentedCredential(null, token.get(), schemes.contains(Scheme.DPOP), null);
    }

    private static PresentedCredential refused(Refusal refusal) {
        return new PresentedCredential(null, null, false, refusal);
    }

    private static boolean isForeign(String authorization) {
        for (String scheme : FOREIGN) {
            boolean whole = authorization.length() == scheme.length()
                    || (authorization.length() > scheme.length() && authorization.charAt(scheme.length()) == ' ');
            if (whole && begins(authorization, scheme)) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(String authorization, String start) {
        return authorization.regionMatches(true, 0, start, 0, start.length());
    }

    private static List<String> valuesOf(Function<String, List<String>> headers, String name) {
        List<String> values = headers.apply(name);
        return values == null ? List.of() : values;
    }
}
