package org.latchkey.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request. Empty ones count as absent (RFC 6749, section 3.1). */
record Form(Map<String, List<String>> parameters) {

    /** The only one that may come more than once (RFC 8707). */
    private static final Set<String> REPEATABLE = Set.of("resource");

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
        return new Form(present);
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

    /** A parameter that comes more than once and must not. */
    Optional<String> repeated() {
        return parameters.keySet().stream()
                .filter(name -> !REPEATABLE.contains(name) && isRepeated(name))
                .findFirst();
    }

    String encoded() {
        return URLUtils.serializeParameters(parameters);
    }

    Form without(Set<String> names) {
        Map<String, List<String>> rest = new HashMap<>(parameters);
        rest.keySet().removeAll(names);
        return new Form(rest);
    }

    Form with(String name, String value) {
        Map<String, List<String>> more = new HashMap<>(parameters);
        more.putIfAbsent(name, List.of(value));
        return new Form(more);
    }

    /** The names only: the values may be secrets. */
    @Override
    public String toString() {
        return parameters.keySet().toString();
    }
}
