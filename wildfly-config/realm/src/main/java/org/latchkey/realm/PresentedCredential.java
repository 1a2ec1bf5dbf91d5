package org.latchkey.realm;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.latchkey.credential.ApiKey;

/**
 * The one credential that a request carries, or the reason why it has none.
 *
 * <p>The only place that knows where a credential may stand: {@code Authorization: Bearer apik:…} (RFC 6750, section
 * 2.1), {@code Authorization: apik:…} and {@code x-api-key: apik:…}. The same credential may stand in more than one.
 */
record PresentedCredential(ApiKey key, Refusal refusal) {

    private static final String BEARER = "Bearer ";

    /** @param headers gives all values of a header, by its name in any case; null or empty where it is not there */
    static PresentedCredential in(Function<String, List<String>> headers) {
        Set<String> values = new LinkedHashSet<>();
        for (String value : valuesOf(headers, "Authorization")) {
            values.add(withoutScheme(value));
        }
        for (String value : valuesOf(headers, "x-api-key")) {
            values.add(value.strip());
        }
        return switch (values.size()) {
            case 0 -> new PresentedCredential(null, Refusal.MISSING);
            case 1 -> parse(values.iterator().next());
            default -> new PresentedCredential(null, Refusal.AMBIGUOUS);
        };
    }

    private static PresentedCredential parse(String value) {
        Optional<ApiKey> key = ApiKey.parse(value);
        return new PresentedCredential(key.orElse(null), key.isPresent() ? null : Refusal.MALFORMED);
    }

    private static List<String> valuesOf(Function<String, List<String>> headers, String name) {
        List<String> values = headers.apply(name);
        return values == null ? List.of() : values;
    }

    private static String withoutScheme(String authorization) {
        String value = authorization.strip();
        boolean bearer = value.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? value.substring(BEARER.length()).strip() : value;
    }
}
