package org.latchkey.rate;

import jakarta.enterprise.context.ApplicationScoped;
import org.latchkey.problem.TooOften;
import org.latchkey.realm.RateLimits;

/** Counts what pages ask in the name of a signed-in user, on this server. Safe for use by several threads. */
@ApplicationScoped
public class UserLimits {

    static final int PER_MINUTE = 300;

    private final RateLimits<String> limits = new RateLimits<>();

    /**
     * Counts one request.
     *
     * @param user by whom it is
     * @throws TooOften where they have made {@value #PER_MINUTE} in a minute
     */
    public void take(String user) {
        RateLimits.Left left = limits.take(user, PER_MINUTE);
        if (!left.taken()) {
            throw new TooOften(
                    "rate_limit_exceeded",
                    "You have asked more than " + PER_MINUTE + " times in a minute. Wait a moment.",
                    left.retryAfter());
        }
    }
}
