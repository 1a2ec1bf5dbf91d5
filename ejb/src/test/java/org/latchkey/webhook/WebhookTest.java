package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final Webhook webhook =
            new Webhook(1, new WebhookSettings("Mine", "https://app.example", Set.of(EventType.KEY_REVOKED)), NOW);

    @Test
    void restsForLongerWithEachFailureUntilOneIsReceivedOrSomebodyWakesIt() {
        webhook.failed(NOW);
        assertThat(webhook.isServed(NOW.plusSeconds(4))).isFalse();
        assertThat(webhook.isServed(NOW.plusSeconds(5))).isTrue();
        webhook.failed(NOW);
        assertThat(webhook.isServed(NOW.plusSeconds(9))).isFalse();
        webhook.wake();
        assertThat(webhook.isServed(NOW)).isTrue();
        assertThat(webhook.failures()).isEqualTo(2);

        webhook.failed(NOW);
        webhook.received(NOW);
        assertThat(webhook.isServed(NOW)).isTrue();
        assertThat(webhook.failures()).isZero();
    }

    @Test
    void isNotServedWhileItIsDisabled() {
        webhook.failed(NOW);
        webhook.disable(NOW, DisabledBecause.GONE);
        assertThat(webhook.isServed(NOW.plus(Duration.ofDays(1)))).isFalse();
        webhook.enable();
        assertThat(webhook.isServed(NOW)).isTrue();
    }

    @Test
    void knowsWhetherAnythingWasReceivedSince() {
        assertThat(webhook.hasReceivedSince(NOW)).isFalse();
        webhook.received(NOW);
        webhook.failed(NOW.plusSeconds(1));
        assertThat(webhook.hasReceivedSince(NOW)).isTrue();
        assertThat(webhook.hasReceivedSince(NOW.plusSeconds(1))).isFalse();
    }
}
