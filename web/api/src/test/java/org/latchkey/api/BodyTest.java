package org.latchkey.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** Which bodies are read, and as what. */
class BodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{}{}",
                "{} x",
                "nonsense",
                "{'name': 'x'}",
                "{\"name\": \"x\",}",
                "{\"name\": \"x\", \"name\": \"x\"}",
                "{\"a\": {\"b\": 1, \"b\": 2}}",
                "{\"name\": \"a\u0000b\"}",
                "{\"name\": NaN}",
                "{\"name\": 01}",
                "\ufeff{}",
                "[]",
                "5",
                "null",
                "\"text\""
            })
    void whatIsNoJsonObjectIsRefused(String json) {
        assertMalformed(json.getBytes(UTF_8));
    }

    @Test
    void otherEncodingsAreRefused() {
        assertMalformed("{\"name\": \"ä\"}".getBytes(ISO_8859_1));
        assertMalformed(new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'});
    }

    @Test
    void deepNestingIsRefused() {
        assertMalformed("[".repeat(60_000).getBytes(UTF_8));
        assertMalformed(("{\"a\":".repeat(9) + "1" + "}".repeat(9)).getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "9223372036854775808", "1e999999999", "1e-999999999", "\"1\"", "true", "[]", "{}"})
    void whatIsNoWholeNumberIsMalformed(String value) {
        assertInvalid("{\"n\":" + value + "}", it -> it.number("n"), new Violation("n", "malformed"));
    }

    @Test
    void numberOfThousandsOfDigitsIsMalformed() {
        assertMalformed(("{\"n\":" + "9".repeat(50_000) + "}").getBytes(UTF_8));
    }

    @Test
    void numberThatIsTooLargeForItsFieldIsOutOfRange() {
        assertInvalid("{\"n\":2147483648}", it -> it.smallNumber("n"), new Violation("n", "out-of-range"));
        assertThat(fields("{\"n\":2147483647}").smallNumber("n")).isEqualTo(2147483647);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"-1\"", "\"+1\"", "\"01\"", "\"1.0\"", "\"1e3\"", "\" 1\"", "\"\"", "\"١\"", "1.5", "true", "[]"
            })
    void whatIsNoCountIsMalformed(String value) {
        assertInvalid("{\"n\":" + value + "}", it -> it.count("n"), new Violation("n", "malformed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1000000000\"", "\"99999999999999999999\"", "2147483648", "-2147483649"})
    void countThatIsTooLargeIsOutOfRange(String value) {
        assertInvalid("{\"n\":" + value + "}", it -> it.count("n"), new Violation("n", "out-of-range"));
    }

    @Test
    void countIsANumberOrATextOfIt() {
        Fields fields = fields("{\"a\":\"1000000\",\"b\":1000000,\"c\":\"0\",\"d\":null}");

        assertThat(fields.count("a")).isEqualTo(1_000_000);
        assertThat(fields.count("b")).isEqualTo(1_000_000);
        assertThat(fields.count("c")).isZero();
        assertThat(fields.count("d")).isNull();
        fields.requireValid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tomorrow\"", "\"2027-02-30\"", "\"10000-01-01\"", "\"2027-1-1\"", "20270101", "\"\""})
    void whatIsNoDayIsMalformed(String value) {
        assertInvalid("{\"day\":" + value + "}", it -> it.day("day"), new Violation("day", "malformed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"customers:view\"", "[1]", "[null]", "[\"customers\"]", "[\"customers:read\"]", "{}"})
    void whatIsNoListOfPermissionsIsMalformed(String value) {
        assertInvalid("{\"p\":" + value + "}", it -> it.permissions("p"), new Violation("p", "malformed"));
    }

    @Test
    void everyFieldThatIsNotValidIsNamedAtOnceAndUnknownOnesToo() {
        assertInvalid(
                "{\"a\": 1, \"b\": \"yes\", \"c\": 0}",
                it -> {
                    it.text("a");
                    it.flag("b");
                },
                new Violation("a", "malformed"),
                new Violation("b", "malformed"),
                new Violation("c", "unknown"));
    }

    @Test
    void unknownFieldsAreNamedAsFarAsThatHelps() {
        StringBuilder json = new StringBuilder("{\"" + "x".repeat(1000) + "\":0");
        for (int i = 0; i < 1000; i++) {
            json.append(",\"").append(i).append("\":0");
        }
        Invalid invalid =
                catchThrowableOfType(Invalid.class, () -> fields(json + "}").requireValid());

        assertThat(invalid.violations()).hasSize(20);
        assertThat(invalid.violations().get(0).field()).hasSize(100);
    }

    @Test
    void nullIsAsGoodAsAbsentButForWhoeverAsks() {
        Fields fields = fields("{\"a\": null}");

        assertThat(fields.text("a")).isNull();
        assertThat(fields.text("b")).isNull();
        assertThat(fields.has("a")).isTrue();
        assertThat(fields.isNull("a")).isTrue();
        assertThat(fields.has("b")).isFalse();
        fields.requireValid();
    }

    @Test
    void valuesAreReadAsTheyAre() {
        Fields fields =
                fields("{\"t\":\"ü\\ud83d\\udd11\",\"f\":true,\"n\":12,\"d\":\"2027-03-31\",\"l\":[\"a\",\"b\"]}");

        assertThat(Map.of("t", fields.text("t"), "f", fields.flag("f"), "n", fields.number("n")))
                .isEqualTo(Map.of("t", "ü🔑", "f", true, "n", 12L));
        assertThat(fields.day("d")).isEqualTo(LocalDate.of(2027, 3, 31));
        assertThat(fields.texts("l")).isEqualTo(List.of("a", "b"));
        fields.requireValid();
    }

    private static Fields fields(String json) {
        return Body.of(json.getBytes(UTF_8)).fields();
    }

    private static void assertMalformed(byte[] bytes) {
        Refused refused =
                catchThrowableOfType(Refused.class, () -> Body.of(bytes).fields());
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().code()).isEqualTo("malformed_json");
    }

    private static void assertInvalid(String json, Consumer<Fields> read, Violation... violations) {
        Fields fields = fields(json);
        read.accept(fields);
        Invalid invalid = catchThrowableOfType(Invalid.class, fields::requireValid);
        assertThat(invalid).isNotNull();
        assertThat(invalid.violations()).containsExactly(violations);
    }
}
