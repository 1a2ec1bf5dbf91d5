package org.latchkey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For which versions a change is meant. */
class IfMatchTest {

    @Test
    void withoutAConditionAnyVersionIsMeant() {
        assertThat(IfMatch.of(null).isAny()).isTrue();
        assertThat(IfMatch.of(List.of()).isAny()).isTrue();
        assertThat(IfMatch.of(List.of(" * ")).isAny()).isTrue();
        IfMatch.of(null).require(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"6\", \"7\"", "\"6\",\t\"7\",", "W/\"8\", \"7\"", "\"a,b\", \"7\""})
    void oneOfTheTagsIsEnough(String header) {
        IfMatch.of(List.of(header)).require(7);
    }

    @Test
    void headersOfTheSameNameAreOneList() {
        IfMatch.of(List.of("\"6\"", "\"7\"")).require(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"8\"", "W/\"7\"", "\"\"", "\"07\"", "\"any\"", "\"99999999999999\""})
    void otherAndWeakTagsDoNotMatch(String header) {
        assertRefused(header, 412, "precondition_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", ",", "\"7", "7\"", "\"7\"\"8\"", "\"7\"W/\"8\"", "w/\"7\"", "\"a b\"", "*, \"7\""})
    void whatIsNoTagIsMalformed(String header) {
        assertRefused(header, 400, "malformed_header");
    }

    private static void assertRefused(String header, int status, String code) {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> IfMatch.of(List.of(header)).require(7));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().status()).isEqualTo(status);
        assertThat(refused.problem().code()).isEqualTo(code);
    }
}
