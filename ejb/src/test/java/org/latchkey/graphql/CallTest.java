package org.latchkey.graphql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.latchkey.problem.Invalid;

class CallTest {

    private Instant now = Instant.EPOCH;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void nothingIsReadWhenTheTimeIsUp() {
        Call call = new Call(null, null, clock, true);

        now = now.plusSeconds(20);
        assertThatCode(call::catalog).doesNotThrowAnyException();
        now = now.plusSeconds(1);
        assertThatThrownBy(call::catalog).isInstanceOf(Invalid.class).hasMessageContaining("too-slow");
    }
}
