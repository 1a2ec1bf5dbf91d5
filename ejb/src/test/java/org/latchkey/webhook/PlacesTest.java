package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.latchkey.webhook.Deliveries.Due;

class PlacesTest {

    private final Places places = new Places();

    @Test
    void webhookHasOnePlace() {
        Due due = of(1);

        assertThat(places.take(due)).isTrue();
        assertThat(places.take(due)).isFalse();
        assertThat(places.webhooks()).containsExactly(due.webhook());
        places.leave(due.webhook());
        assertThat(places.take(due)).isTrue();
    }

    @Test
    void companyHasFourWhichItsOwnWebhooksCouldHave() {
        Due mine = of(1);
        places.take(mine);
        IntStream.range(0, 2).forEach(it -> places.take(of(1)));
        assertThat(places.isFree(1)).isTrue();
        assertThat(places.couldHave(of(1), mine)).as("it has one anyway").isFalse();

        assertThat(places.take(of(1))).isTrue();
        assertThat(places.isFree(1)).isFalse();
        assertThat(places.take(of(1))).isFalse();
        assertThat(places.isFree(2)).isTrue();
        assertThat(places.couldHave(of(1), mine)).isTrue();
        assertThat(places.couldHave(of(2), mine)).as("it has one anyway").isFalse();
    }

    @Test
    void serverHasTwentyWhichAnybodyCouldHaveWhoHasFewerThanFour() {
        LongStream.range(0, 19).forEach(it -> places.take(of(it / 4)));
        Due mine = of(99);
        assertThat(places.isFull()).isFalse();
        assertThat(places.take(mine)).isTrue();

        assertThat(places.isFull()).isTrue();
        assertThat(places.take(of(98))).isFalse();
        assertThat(places.couldHave(of(98), mine)).isTrue();
        assertThat(places.couldHave(of(99), mine)).isTrue();
        assertThat(places.couldHave(of(0), mine)).as("its company has four").isFalse();
        places.leave(mine.webhook());
        assertThat(places.take(of(98))).isTrue();
    }

    private static Due of(long company) {
        return new Due(UUID.randomUUID(), company);
    }
}
