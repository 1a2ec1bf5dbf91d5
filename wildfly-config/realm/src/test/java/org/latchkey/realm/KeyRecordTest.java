package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.realm.KeyRecord.Previous;

class KeyRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String HERE = "192.0.2.1";

    private final ApiKey key = ApiKey.issue(new SecureRandom());
    private final ApiKey old = ApiKey.issue(key.id(), new SecureRandom());

    private Previous previous;
    private boolean ownerInactive;
    private boolean revoked;
    private Instant expiresAt;
    private List<AddressRange> addresses = List.of();
    private Set<String> asked;

    @Test
    void activeKeyIsLetIn() {
        assertThat(refusal(key)).isEmpty();
    }

    @Test
    void keyEndsInTheMomentItExpires() {
        expiresAt = NOW;

        assertThat(record().refusalOf(key, HERE, NOW.minusNanos(1))).isEmpty();
        assertThat(refusal(key)).contains(Refusal.EXPIRED);
    }

    @Test
    void revokedKeyIsTold() {
        revoked = true;

        assertThat(refusal(key)).contains(Refusal.REVOKED);
    }

    @Test
    void inactiveOwnerIsTold() {
        ownerInactive = true;

        assertThat(refusal(key)).contains(Refusal.OWNER_INACTIVE);
    }

    @Test
    void wrongSecretLearnsNothingOfTheKey() {
        revoked = true;
        ownerInactive = true;
        expiresAt = NOW;

        assertThat(refusal(old)).contains(Refusal.UNKNOWN);
    }

    @Test
    void oldSecretLivesUntilItsTimeAndIsToldAfterwards() {
        previous = new Previous(old.digest(), NOW, false);

        assertThat(record().refusalOf(old, HERE, NOW.minusNanos(1))).isEmpty();
        assertThat(refusal(old)).contains(Refusal.REGENERATED);
        assertThat(refusal(key)).isEmpty();
    }

    @Test
    void oldSecretOfARevokedKeyIsRefusedToo() {
        previous = new Previous(old.digest(), NOW.plusSeconds(1), false);
        revoked = true;

        assertThat(refusal(old)).contains(Refusal.REVOKED);
    }

    @Test
    void onlyTheNewSecretEndsTheOldOne() {
        previous = new Previous(old.digest(), NOW.plusSeconds(1), true);

        assertThat(record().endsPrevious(old, NOW)).isFalse();
        assertThat(record().endsPrevious(key, NOW)).isTrue();
        assertThat(record().endsPrevious(key, NOW.plusSeconds(1))).isFalse();
        previous = new Previous(old.digest(), NOW.plusSeconds(1), false);
        assertThat(record().endsPrevious(key, NOW)).isFalse();
    }

    @Test
    void addressesLetInOnlyTheirOwn() {
        addresses = List.of(AddressRange.parse("192.0.2.0/24").orElseThrow());

        assertThat(refusal(key)).isEmpty();
        assertThat(record().refusalOf(key, "198.51.100.1", NOW)).contains(Refusal.ADDRESS);
        assertThat(record().refusalOf(key, "unknown", NOW)).contains(Refusal.ADDRESS);
    }

    @Test
    void tokenOfTheKeyIsLetIn() {
        assertThat(refusalOfToken(HERE)).isEmpty();
        // The old secret lives on, and the token comes of the new one.
        previous = new Previous(old.digest(), NOW.plusSeconds(1), true);
        assertThat(refusalOfToken(HERE)).isEmpty();
    }

    @Test
    void tokenOfTheOldSecretEndsWithThat() {
        TokenRecord.Key token = new TokenRecord.Key(key.id(), 2, true, true);
        assertThat(record().refusalOf(token, HERE, NOW)).contains(Refusal.TOKEN_ENDED);
        previous = new Previous(old.digest(), NOW.plusSeconds(1), true);
        assertThat(record().refusalOf(token, HERE, NOW)).isEmpty();
        previous = new Previous(old.digest(), NOW, true);
        assertThat(record().refusalOf(token, HERE, NOW)).contains(Refusal.TOKEN_ENDED);
    }

    @Test
    void secretsAreCounted() {
        assertThat(record().versionOf(key)).isEqualTo(2);
        assertThat(record().versionOf(old)).isEqualTo(1);
    }

    @Test
    void tokenEndsWithItsKeyAndWithTheSecretOfWhichItComes() {
        assertThat(record().refusalOf(tokenOf(1), HERE, NOW)).contains(Refusal.TOKEN_ENDED);
        expiresAt = NOW;
        assertThat(record().refusalOf(tokenOf(2), HERE, NOW.minusNanos(1))).isEmpty();
        assertThat(refusalOfToken(HERE)).contains(Refusal.TOKEN_ENDED);
        expiresAt = null;
        revoked = true;
        assertThat(refusalOfToken(HERE)).contains(Refusal.TOKEN_ENDED);
    }

    @Test
    void tokenIsToldTheFirstReason() {
        addresses = List.of(AddressRange.parse("198.51.100.0/24").orElseThrow());
        assertThat(refusalOfToken(HERE)).contains(Refusal.TOKEN_ADDRESS);
        assertThat(refusalOfToken("198.51.100.1")).isEmpty();
        ownerInactive = true;
        assertThat(refusalOfToken(HERE)).contains(Refusal.TOKEN_OWNER_INACTIVE);
        revoked = true;
        assertThat(refusalOfToken(HERE)).contains(Refusal.TOKEN_ENDED);
    }

    @Test
    void secretEndsWithItsKeyAtTheLatest() {
        assertThat(record().endOf(key)).isNull();
        previous = new Previous(old.digest(), NOW.plusSeconds(10), false);
        assertThat(record().endOf(key)).isNull();
        assertThat(record().endOf(old)).isEqualTo(NOW.plusSeconds(10));
        expiresAt = NOW.plusSeconds(20);
        assertThat(record().endOf(key)).isEqualTo(expiresAt);
        assertThat(record().endOf(old)).isEqualTo(NOW.plusSeconds(10));
        expiresAt = NOW.plusSeconds(5);
        assertThat(record().endOf(old)).isEqualTo(expiresAt);
    }

    @Test
    void permissionsAreWhatIsAskedForAndOwned() {
        assertThat(record().permissions()).containsExactlyInAnyOrder("a:view", "b:view");
        asked = Set.of("b:view", "c:view");
        assertThat(record().permissions()).containsExactly("b:view");
        asked = Set.of();
        assertThat(record().permissions()).isEmpty();
    }

    private Optional<Refusal> refusal(ApiKey presented) {
        return record().refusalOf(presented, HERE, NOW);
    }

    private Optional<Refusal> refusalOfToken(String address) {
        return record().refusalOf(tokenOf(2), address, NOW);
    }

    private TokenRecord.Key tokenOf(int version) {
        return new TokenRecord.Key(key.id(), version, false, true);
    }

    private KeyRecord record() {
        return new KeyRecord(
                key.id(),
                key.digest(),
                2,
                previous,
                1,
                false,
                "owner@example.com",
                ownerInactive,
                revoked,
                expiresAt,
                addresses,
                600,
                Set.of("a:view", "b:view"),
                asked);
    }
}
