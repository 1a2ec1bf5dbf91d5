package org.latchkey.realm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import com.nimbusds.oauth2.sdk.util.singleuse.SingleUseChecker;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which proofs of possession (DPoP, RFC 9449) were used on this server: each counts once, wherever it is sent.
 *
 * <p>A use is remembered for as long as its proof could count, by the issuer that the verifier was given, which is to be
 * the thumbprint of the key, and the {@code jti}. Bounded: where there are too many, further proofs are refused, since to
 * forget one would let it in again. Safe for use by several threads.
 */
public final class ProofUses implements SingleUseChecker<DPoPProofUse> {

    /** By which algorithms proofs may be signed. */
    public static final List<String> ALGORITHMS = List.of("ES256", "PS256", "RS256");

    /** The length of the longest proof, in characters. */
    public static final int LONGEST = 4096;

    /** For how many seconds a proof counts; verifiers have to be given this. */
    public static final long AGE_SECONDS = 60;

    /** By how many seconds a clock may be ahead of this server's; verifiers have to be given this. */
    public static final long SKEW_SECONDS = 5;

    /** A proof is dated in whole seconds, and counts until its last one is over. */
    private static final Duration LIFE = Duration.ofSeconds(AGE_SECONDS + SKEW_SECONDS + 1);

    private static final int MOST = 100_000;

    private static final ProofUses SHARED = new ProofUses(Clock.systemUTC());

    private final Clock clock;

    /** Until when each counts, the oldest first: all live equally long. Guarded by itself. */
    private final Map<ByteBuffer, Instant> uses = new LinkedHashMap<>();

    ProofUses(Clock clock) {
        this.clock = clock;
    }

    /** The proofs that this server has seen. */
    public static ProofUses shared() {
        return SHARED;
    }

    @Override
    public void markAsUsed(DPoPProofUse use) throws AlreadyUsedException {
        if (use.getMaxAge() > AGE_SECONDS) {
            throw new IllegalArgumentException("proofs are remembered for " + AGE_SECONDS + " seconds");
        }
        ByteBuffer name = name(use);
        Instant now = clock.instant();
        synchronized (uses) {
            forget(now);
            if (uses.containsKey(name)) {
                throw new AlreadyUsedException("this proof was used before");
            }
            if (uses.size() >= MOST) {
                throw new AlreadyUsedException("too many proofs are being used");
            }
            uses.put(name, now.plus(LIFE));
        }
    }

    private void forget(Instant now) {
        Iterator<Instant> oldest = uses.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(now)) {
            oldest.remove();
        }
    }

    /** As long as a digest, however long whoever made the proof has made its name. */
    private static ByteBuffer name(DPoPProofUse use) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(use.getIssuer().getValue().getBytes(UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(use.getJWTID().getValue().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
