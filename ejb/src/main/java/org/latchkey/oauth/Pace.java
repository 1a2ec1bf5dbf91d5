package org.latchkey.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.latchkey.client.Client;
import org.latchkey.realm.RateLimits;

/**
 * Keeps a client from filling the database: it may ask for {@value #A_MINUTE} tokens and pushed requests a minute. A public
 * client is whoever says so, and held to that by address.
 */
@ApplicationScoped
class Pace {

    private static final int A_MINUTE = 1000;

    private final RateLimits<String> limits = new RateLimits<>();

    /** What to answer instead, where a client asks too often. */
    Optional<OAuthAnswer> exceeded(Client client, String address) {
        String who = client.settings().open()
                ? client.id() + " " + Guesses.network(address)
                : client.id().toString();
        RateLimits.Left left = limits.take(who, A_MINUTE);
        return left.taken() ? Optional.empty() : Optional.of(OAuthAnswer.tooOften(left.retryAfter()));
    }
}
