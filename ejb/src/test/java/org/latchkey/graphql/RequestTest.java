package org.latchkey.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Malformed;

class RequestTest {

    @Test
    void bodyIsRead() {
        Request request = parse("""
                {"query": "{a}", "operationName": null, "extensions": {"x": [1]}, "more": true,
                 "variables": {"a": [1, 2.50, "x", true, null, {}], "b": 12345678901}}
                """);

        assertThat(request.query()).isEqualTo("{a}");
        assertThat(request.operationName()).isNull();
        assertThat(request.variables().get("a"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(1, new BigDecimal("2.50"), "x", true, null, Map.of());
        assertThat(request.variables()).containsEntry("b", new BigDecimal("12345678901"));
        assertThat(request.readOnly()).isFalse();
    }

    @Test
    void parametersAreRead() {
        Request request = Request.parse("{a}", "A", "{\"a\": 1}", "");

        assertThat(request).isEqualTo(new Request("{a}", "A", Map.of("a", 1), true));
        assertThat(Request.parse("{a}", null, null, null).variables()).isEmpty();
        assertThatThrownBy(() -> Request.parse("{a}", null, "[]", null)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Request.parse(null, null, null, null)).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"query\": 1}",
                "{\"query\": \"a\", \"query\": \"b\"}",
                "{\"query\": \"a\"} {}",
                "{\"query\": \"a\", \"operationName\": {}}",
                "{\"query\": \"a\", \"variables\": [1]}",
                "{\"query\": \"a\", \"extensions\": \"x\"}"
            })
    void whatIsNoRequestIsRefused(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(Malformed.class);
    }

    @Test
    void bombsAreRefused() {
        for (String bomb :
                List.of("[".repeat(90_000), "{\"a\":".repeat(15_000), "{\"a\":" + "9".repeat(90_000) + "}")) {
            assertThatThrownBy(() -> parse(bomb)).isInstanceOf(Malformed.class);
        }
    }

    private static Request parse(String body) {
        return Request.parse(body.getBytes(UTF_8));
    }
}
