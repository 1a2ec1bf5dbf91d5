package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;

class KeyRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final ApiKey key = ApiKey.issue(new SecureRandom());

    @Test
    void activeKeyIsLetIn() {
        assertThat(record(false, false, null).refusalOf(key, NOW)).isEmpty();
    }

    @Test
    void keyEndsInTheMomentItExpires() {
        KeyRecord expiring = record(false, false, NOW);

        assertThat(expiring.refusalOf(key, NOW.minusNanos(1))).isEmpty();
        assertThat(expiring.refusalOf(key, NOW)).contains(Refusal.EXPIRED);
    }

    @Test
    void revokedKeyAndInactiveOwnerAreTold() {
        assertThat(record(true, false, null).refusalOf(key, NOW)).contains(Refusal.REVOKED);
        assertThat(record(false, true, null).refusalOf(key, NOW)).contains(Refusal.OWNER_INACTIVE);
    }

    @Test
    void wrongSecretLearnsNothingOfTheKey() {
        ApiKey guessed = ApiKey.issue(new SecureRandom());

        assertThat(record(true, true, NOW).refusalOf(guessed, NOW)).contains(Refusal.UNKNOWN);
    }

    private KeyRecord record(boolean revoked, boolean ownerInactive, Instant expiresAt) {
        return new KeyRecord(
                key.id(), key.digest(), 1, "owner@example.com", ownerInactive, revoked, expiresAt, Set.of());
    }
}
