package org.latchkey.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Malformed;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}{}",
                "1 2",
                "{'a': 1}",
                "{\"a\": 1, \"a\": 2}",
                "[{\"a\": {\"b\": 1, \"b\": 2}}]",
                "[[[[1]]]]",
                "[01]",
                "\ufeff{}"
            })
    void anythingElseIsMalformed(String text) {
        assertMalformed(text.getBytes(UTF_8));
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        assertMalformed(new byte[] {'"', (byte) 0xe4, '"'});
        assertMalformed(("[" + "9".repeat(50_000) + "]").getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[{\"a\":1}],\"b\":{\"a\":1.50}}", "null", "7", "\"\u00e4\""})
    void anyValueIsRead(String text) {
        assertThat(StrictJson.read(text.getBytes(UTF_8), 3)).hasToString(text);
    }

    private static void assertMalformed(byte[] bytes) {
        assertThatThrownBy(() -> StrictJson.read(bytes, 3))
                .isInstanceOfSatisfying(
                        Malformed.class, e -> assertThat(e.code()).isEqualTo("malformed_json"));
    }
}
