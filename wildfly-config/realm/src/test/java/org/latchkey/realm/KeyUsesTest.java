package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final KeyUses uses = new KeyUses();
    private final UUID key = UUID.randomUUID();

    @Test
    void usesAreDrainedOnce() {
        uses.note(key, NOON.plusSeconds(1), new Sender("192.0.2.1", "one"), false);
        uses.note(key, NOON, new Sender("192.0.2.2", "two"), true);

        KeyUse use = uses.drain().get(key);
        assertThat(use.lastAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(use.address()).isEqualTo("192.0.2.1");
        assertThat(use.userAgent()).isEqualTo("one");
        assertThat(use.requests()).isEqualTo(2);
        assertThat(use.addresses()).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(use.previousRequests()).isEqualTo(1);
        assertThat(use.previousAddresses()).containsExactly("192.0.2.2");
        assertThat(uses.drain()).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsDrainedAgain() {
        uses.note(key, NOON, new Sender("192.0.2.1", ""), false);
        uses.notePermission(key, "products:view");
        uses.noteEndOfPrevious(key);
        Map<UUID, KeyUse> drained = uses.drain();
        uses.note(key, NOON.plusSeconds(5), new Sender("192.0.2.2", ""), false);
        uses.restore(drained);

        KeyUse use = uses.drain().get(key);
        assertThat(use.requests()).isEqualTo(2);
        assertThat(use.address()).isEqualTo("192.0.2.2");
        assertThat(use.permissions()).containsExactly("products:view");
        assertThat(use.endedPrevious()).isTrue();
    }

    @Test
    void noUseIsLostBetweenDrains() throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(4);
        for (int caller = 0; caller < 4; caller++) {
            callers.execute(() -> {
                for (int i = 0; i < 10_000; i++) {
                    uses.note(key, NOON, new Sender("192.0.2.1", ""), false);
                }
            });
        }
        callers.shutdown();
        long requests = 0;
        while (!callers.isTerminated()) {
            requests += drained();
        }
        assertThat(callers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

        assertThat(requests + drained()).isEqualTo(40_000);
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 100_010; i++) {
            uses.note(new UUID(0, i), NOON, new Sender("192.0.2." + i, ""), false);
        }
        for (int i = 0; i < 1000; i++) {
            uses.note(new UUID(0, 1), NOON, new Sender("2001:db8::" + i, ""), true);
        }

        Map<UUID, KeyUse> drained = uses.drain();
        assertThat(drained).hasSize(100_000);
        assertThat(drained.get(new UUID(0, 1)).addresses()).hasSize(100);
        assertThat(drained.get(new UUID(0, 1)).previousAddresses()).hasSize(100);
    }

    private long drained() {
        KeyUse use = uses.drain().get(key);
        return use == null ? 0 : use.requests();
    }
}
