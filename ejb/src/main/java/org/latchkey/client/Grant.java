package org.latchkey.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client comes by a token (RFC 6749, section 1.3). */
public enum Grant {
    /** A user sends it a code. */
    AUTHORIZATION_CODE,
    /** It has been given a refresh token. */
    REFRESH_TOKEN,
    /** By itself, as the developer who has registered it. */
    CLIENT_CREDENTIALS;

    /** As it stands in {@code grant_type}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a {@code grant_type}; empty for one that nobody can have here. */
    public static Optional<Grant> of(String word) {
        return Arrays.stream(values())
                .filter(grant -> grant.word().equals(word))
                .findFirst();
    }
}
