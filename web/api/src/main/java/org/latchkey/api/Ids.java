package org.latchkey.api;

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
        if (!ID.matcher(path).matches()) {
            throw new NotFound(kind);
        }
        return UUID.fromString(path);
    }
}
