package org.latchkey.api;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The precondition of a change (RFC 9110, section 13.1.1): of which versions it is meant. Tags are the numbers of versions in
 * quotes; a weak one never matches, and neither does one that is no version.
 *
 * @param tags that are named; empty for any version
 */
record IfMatch(Optional<Set<String>> tags) {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([!#-~\\x80-\\xff]*)\"");

    /** @param headers all of that name, possibly none or null */
    static IfMatch of(List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return new IfMatch(Optional.empty());
        }
        String header = String.join(",", headers).strip();
        if (header.equals("*")) {
            return new IfMatch(Optional.empty());
        }
        Set<String> tags = new HashSet<>();
        Matcher matcher = TAG.matcher(header);
        int at = 0;
        boolean any = false;
        while (at < header.length()) {
            char c = header.charAt(at);
            if (c == ' ' || c == '\t' || c == ',') {
                at++;
            } else if (matcher.region(at, header.length()).lookingAt() && (!any || header.charAt(at - 1) != '"')) {
                any = true;
                at = matcher.end();
                if (matcher.group(1) == null) {
                    tags.add(matcher.group(2));
                }
            } else {
                throw malformed();
            }
        }
        if (!any) {
            throw malformed();
        }
        return new IfMatch(Optional.of(tags));
    }

    /** Refuses where the thing is none of the versions that were meant. */
    void require(int version) {
        if (tags.isPresent() && !tags.get().contains(Integer.toString(version))) {
            throw failed();
        }
    }

    boolean isAny() {
        return tags.isEmpty();
    }

    static Refused failed() {
        return new Refused(new Problem(
                412, "precondition_failed", "Somebody has changed this since: its ETag is another one by now."));
    }

    private static Refused malformed() {
        return new Refused(new Problem(400, "malformed_header", "If-Match must be an ETag in quotes, several, or *."));
    }
}
