package org.latchkey.account;

import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;

/** When the person behind the current request has proven the password once more since signing in; the pages say so. */
@RequestScoped
public class SignIn {

    /** How long a proof counts for what asks for the password again. */
    public static final Duration COUNTS_FOR = Duration.ofMinutes(15);

    private Instant provenAt;

    /** Says it, once for each request. */
    public void set(Instant at) {
        provenAt = at;
    }

    /** Whether a proof counts still; without one it does not. */
    public boolean isRecent(Instant now) {
        return provenAt != null && isRecent(provenAt, now);
    }

    static boolean isRecent(Instant at, Instant now) {
        return at.plus(COUNTS_FOR).isAfter(now);
    }
}
