package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenUsesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TokenUses uses = new TokenUses();
    private final UUID consent = UUID.randomUUID();

    @Test
    void lastUseIsDrainedOnce() {
        uses.note(consent, NOON.plusSeconds(1));
        uses.note(consent, NOON);

        assertThat(uses.drain()).isEqualTo(Map.of(consent, NOON.plusSeconds(1)));
        assertThat(uses.drain()).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsDrainedAgain() {
        uses.note(consent, NOON);
        Map<UUID, Instant> drained = uses.drain();
        uses.note(consent, NOON.plusSeconds(5));
        uses.restore(drained);

        assertThat(uses.drain()).isEqualTo(Map.of(consent, NOON.plusSeconds(5)));
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 100_010; i++) {
            uses.note(new UUID(0, i), NOON);
        }
        uses.note(new UUID(0, 1), NOON.plusSeconds(1));

        assertThat(uses.drain()).hasSize(100_000).containsEntry(new UUID(0, 1), NOON.plusSeconds(1));
    }
}
