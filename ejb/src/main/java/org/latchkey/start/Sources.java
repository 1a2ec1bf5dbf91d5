package org.latchkey.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.security.SecureRandom;
import java.time.Clock;

/** The one source of time and the one source of randomness. */
@ApplicationScoped
class Sources {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    SecureRandom random() {
        return new SecureRandom();
    }
}
