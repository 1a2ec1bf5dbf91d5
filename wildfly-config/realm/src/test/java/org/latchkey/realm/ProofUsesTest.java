package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProofUsesTest {

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private final ProofUses uses = new ProofUses(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void proofCountsOncePerKey() throws AlreadyUsedException {
        uses.markAsUsed(use("one", "1"));
        uses.markAsUsed(use("two", "1"));
        uses.markAsUsed(use("one", "2"));

        assertUsed(use("one", "1"));
    }

    @Test
    void useIsRememberedForAsLongAsTheProofCouldCount() throws AlreadyUsedException {
        uses.markAsUsed(use("one", "1"));
        now = now.plus(Duration.ofSeconds(ProofUses.AGE_SECONDS + ProofUses.SKEW_SECONDS));
        assertUsed(use("one", "1"));

        now = now.plusSeconds(2);
        assertThatCode(() -> uses.markAsUsed(use("one", "1"))).doesNotThrowAnyException();
    }

    @Test
    void nothingIsForgottenForLackOfRoom() throws AlreadyUsedException {
        for (int i = 0; i < 100_000; i++) {
            uses.markAsUsed(use("one", "n" + i));
        }
        assertUsed(use("one", "one more"));
        assertUsed(use("one", "n0"));

        now = now.plus(Duration.ofMinutes(2));
        assertThatCode(() -> uses.markAsUsed(use("one", "one more"))).doesNotThrowAnyException();
    }

    @Test
    void verifierWithALongerLifeIsAMistake() {
        assertThatThrownBy(() -> uses.markAsUsed(new DPoPProofUse(new DPoPIssuer("one"), new JWTID("1"), 61)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertUsed(DPoPProofUse use) {
        assertThatThrownBy(() -> uses.markAsUsed(use)).isInstanceOf(AlreadyUsedException.class);
    }

    private static DPoPProofUse use(String issuer, String id) {
        return new DPoPProofUse(new DPoPIssuer(issuer), new JWTID(id), ProofUses.AGE_SECONDS);
    }
}
