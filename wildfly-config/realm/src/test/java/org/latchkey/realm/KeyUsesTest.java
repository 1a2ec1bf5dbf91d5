package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final KeyUses uses = new KeyUses();
    private final UUID key = UUID.randomUUID();

    @Test
    void lastUseIsDrainedOnce() {
        uses.note(key, NOON.plusSeconds(1));
        uses.note(key, NOON);

        assertThat(uses.drain()).containsExactly(Map.entry(key, NOON.plusSeconds(1)));
        assertThat(uses.drain()).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsDrainedAgain() {
        uses.note(key, NOON);
        Map<UUID, Instant> drained = uses.drain();
        uses.note(key, NOON.plusSeconds(5));
        uses.restore(drained);

        assertThat(uses.drain()).containsExactly(Map.entry(key, NOON.plusSeconds(5)));
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 100_010; i++) {
            uses.note(new UUID(0, i), NOON);
        }

        assertThat(uses.drain()).hasSize(100_000);
    }
}
