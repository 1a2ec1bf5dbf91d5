package org.latchkey.account;

import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;

/** When the person behind the current request has proven the password once more since signing in. */
@RequestScoped
public class SignIn {

    /** Servers may ask for the password sooner: {@code latchkey.proof.minutes}, 15 at most. */
    static final int MINUTES = Math.min(15, Integer.getInteger("latchkey.proof.minutes", 15));

    private Instant provenAt;
    private boolean provenInThisRequest;

    /** Says when, once for each request; the pages know it from their session. */
    public void set(Instant at) {
        provenAt = at;
    }

    void proveNow() {
        provenInThisRequest = true;
    }

    boolean isRecent(Instant now) {
        return provenInThisRequest || (provenAt != null && isRecent(provenAt, now));
    }

    /** Whether a proof of that moment counts still. */
    static boolean isRecent(Instant at, Instant now) {
        return at.plus(Duration.ofMinutes(MINUTES)).isAfter(now);
    }
}
