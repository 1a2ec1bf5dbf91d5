package org.latchkey.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.latchkey.problem.TooOften;

class UserLimitsTest {

    @Test
    void userMayAskSoOftenAndOthersStill() {
        UserLimits limits = new UserLimits();
        TooOften refused = catchThrowableOfType(TooOften.class, () -> {
            for (int i = 0; i < 3 * UserLimits.PER_MINUTE; i++) {
                limits.take("ada@example.com");
            }
        });

        assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.retryAfter()).isPositive();
        assertThatCode(() -> limits.take("bob@example.com")).doesNotThrowAnyException();
    }
}
