package org.latchkey.credential;

import java.util.Optional;

/**
 * An access token as its holder knows it: a signed JWT (RFC 9068).
 *
 * <p>The server keeps its {@link Digest} and looks a token up by that: who presents the whole of it has been given it, and
 * nothing in it needs to be read or verified again. Immutable.
 */
public final class AccessToken {

    /** The length of the longest token, in characters. */
    public static final int LONGEST = 4096;

    /** How every JWT begins: a JSON object in base64url. */
    private static final String START = "eyJ";

    private final String value;
    private final Digest digest;

    private AccessToken(String value) {
        this.value = value;
        this.digest = Digest.of(value);
    }

    /**
     * Takes a token that somebody presents or that was just signed.
     *
     * @param presented of any length and content, not null
     * @return the token, or empty where it has not the shape of one: three parts in base64url, the first a JSON object
     */
    public static Optional<AccessToken> parse(String presented) {
        return hasShape(presented) ? Optional.of(new AccessToken(presented)) : Optional.empty();
    }

    /** Whether this is a token, as {@link #parse} sees it. */
    public static boolean hasShape(String presented) {
        if (presented.length() > LONGEST || !presented.startsWith(START)) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < presented.length(); i++) {
            char c = presented.charAt(i);
            if (c == '.') {
                boolean emptyPart = i + 1 == presented.length() || presented.charAt(i + 1) == '.';
                if (++dots > 2 || emptyPart) {
                    return false;
                }
            } else if (!Base62.isCharacter(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return dots == 2;
    }

    /** What the server stores in place of the token, and finds it by. */
    public Digest digest() {
        return digest;
    }

    /** The whole token, never to be written anywhere but into an answer to its client. */
    public String reveal() {
        return value;
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "access token [redacted]";
    }
}
