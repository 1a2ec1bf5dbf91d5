package org.latchkey.api;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.latchkey.problem.NotFound;

/** Reads ids in addresses. */
final class Ids {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Ids() {}

    /**
     * What is no id is the id of nothing.
     *
     * @param kind what is looked for, as {@code key}
     * @throws NotFound where it is none
     */
    static UUID read(String path, String kind) {
        return parse(path).orElseThrow(() -> new NotFound(kind));
    }

    /** Empty where it is none. */
    static Optional<UUID> parse(String id) {
        return ID.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }
}
