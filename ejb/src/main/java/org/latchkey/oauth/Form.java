package org.latchkey.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of a request. Empty ones count as absent (RFC 6749, section 3.1).
 *
 * @param isWhole whether all could be decoded
 */
record Form(Map<String, List<String>> parameters, boolean isWhole) {

    /** The only one that may come more than once (RFC 8707). */
    private static final Set<String> REPEATABLE = Set.of("resource");

    /** What can be decoded. */
    private static final Pattern ESCAPED = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*+");

    /** By RFC 6749, appendix A.4: words of visible ASCII but for quotes and backslashes, one space between them. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]++(?: [!#-\\[\\]-~]++)*+");

    static Form parse(String encoded) {
        Map<String, List<String>> present = new HashMap<>();
        URLUtils.parseParameters(encoded).forEach((name, values) -> {
            List<String> full =
                    values.stream().filter(value -> !value.isEmpty()).toList();
            // Twice is twice, empty or not.
            if (values.size() > 1 || !full.isEmpty()) {
                present.put(name, values);
            }
        });
        return new Form(present, ESCAPED.matcher(encoded).matches());
    }

    /** The value, or the first of several; null where there is none. */
    String get(String name) {
        return has(name) ? parameters.get(name).get(0) : null;
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    boolean isRepeated(String name) {
        return parameters.getOrDefault(name, List.of()).size() > 1;
    }

    /** Whether it can be read in one way only: each parameter is there once, and can be decoded. */
    boolean isInOrder() {
        return isWhole
                && parameters.keySet().stream().noneMatch(name -> !REPEATABLE.contains(name) && isRepeated(name));
    }

    /** The scopes that it names; empty where what it names are none. There must be a parameter {@code scope}. */
    Set<String> scopes() {
        String scope = get("scope");
        return SCOPE.matcher(scope).matches() ? Set.copyOf(Arrays.asList(scope.split(" ", -1))) : Set.of();
    }

    String encoded() {
        return URLUtils.serializeParameters(parameters);
    }

    Form only(Set<String> names) {
        Map<String, List<String>> rest = new HashMap<>(parameters);
        rest.keySet().retainAll(names);
        return new Form(rest, isWhole);
    }

    Form with(String name, String value) {
        Map<String, List<String>> more = new HashMap<>(parameters);
        more.putIfAbsent(name, List.of(value));
        return new Form(more, isWhole);
    }

    /** The names only: the values may be secrets. */
    @Override
    public String toString() {
        return parameters.keySet().toString();
    }
}
