package org.latchkey.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import org.latchkey.realm.RateLimits;

/**
 * Slows down who guesses secrets of clients, codes and tokens: an address has {@value #A_MINUTE} wrong attempts a minute, or
 * as many as {@code latchkey.oauth.guesses} says. What is right is not counted, and is refused too once they are used up.
 */
@ApplicationScoped
class Guesses {

    private static final int A_MINUTE = 20;
    private static final int MOST = Integer.getInteger("latchkey.oauth.guesses", A_MINUTE);

    private final RateLimits<String> limits = new RateLimits<>();

    /** How many seconds an address has to wait; empty where it need not. */
    OptionalLong wait(String address) {
        return limits.isExhausted(network(address))
                ? OptionalLong.of(60 / Math.min(60, MOST) + 1)
                : OptionalLong.empty();
    }

    void wrong(String address) {
        limits.take(network(address), MOST);
    }

    /** Who has one address of IPv6 has 2^64 of them. */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length > 4 ? String.join(":", java.util.Arrays.copyOf(groups, 4)) : address;
    }
}
