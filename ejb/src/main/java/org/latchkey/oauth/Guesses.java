package org.latchkey.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import org.latchkey.realm.RateLimits;

/**
 * Slows down who guesses secrets of clients, codes and tokens: an address has {@value #A_MINUTE} wrong attempts a minute, or
 * as many as {@code latchkey.oauth.guesses} says, and then is told to wait. What is right is never refused: others may be
 * behind the same address, and nobody guesses 256 bits.
 */
@ApplicationScoped
class Guesses {

    private static final int A_MINUTE = 20;
    private static final int MOST = Math.max(1, Integer.getInteger("latchkey.oauth.guesses", A_MINUTE));

    private final RateLimits<String> limits = new RateLimits<>();

    /** Counts a wrong attempt: what to answer to it, which is to wait where there were too many. */
    OAuthAnswer wrong(String address, OAuthAnswer refusal) {
        RateLimits.Left left = limits.take(network(address), MOST);
        return left.taken() ? refusal : OAuthAnswer.tooOften(left.retryAfter());
    }

    /** Who has one address of IPv6 has 2^64 of them. */
    static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length > 4 ? String.join(":", java.util.Arrays.copyOf(groups, 4)) : address;
    }
}
