package org.latchkey.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private final ApiKey key = ApiKey.issue(new SecureRandom());

    @Test
    void issuedKeyIsParsedBackToItsParts() {
        ApiKey parsed = ApiKey.parse(key.reveal()).orElseThrow();

        assertThat(parsed.id()).isEqualTo(key.id());
        assertThat(parsed.reveal()).isEqualTo(key.reveal()).hasSize(ApiKey.LENGTH);
        assertThat(parsed.digest().matches(key.digest())).isTrue();
        assertThat(key.reveal()).endsWith(parsed.hint());
    }

    @Test
    void everyIssuedKeyIsAnother() {
        ApiKey other = ApiKey.issue(new SecureRandom());

        assertThat(other.id()).isNotEqualTo(key.id());
        assertThat(other.digest().matches(key.digest())).isFalse();
    }

    @Test
    void anyOneMistypedCharacterIsNoticed() {
        String value = key.reveal();
        for (int i = 0; i < value.length(); i++) {
            char mistyped = value.charAt(i) == 'a' ? 'b' : 'a';
            String wrong = value.substring(0, i) + mistyped + value.substring(i + 1);
            assertThat(ApiKey.parse(wrong)).as("character %d", i).isEmpty();
        }
    }

    @Test
    void twoSwappedCharactersAreNoticed() {
        String value = key.reveal();
        for (int i = 0; i + 1 < value.length(); i++) {
            if (value.charAt(i) != value.charAt(i + 1)) {
                String wrong = value.substring(0, i) + value.charAt(i + 1) + value.charAt(i) + value.substring(i + 2);
                assertThat(ApiKey.parse(wrong))
                        .as("characters %d and %d", i, i + 1)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "apik:",
                "apik::",
                "apik:550e8400-e29b-41d4-a716-446655440000:3f8c9a2b1d4e7a5f",
                "apik:550e8400-e29b-41d4-a716-446655440000:\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
                "apik:550e8400-e29b-41d4-a716-446655440000:äääääääääääääääääääääääääääääääääääääääääääääääää"
            })
    void whatHasNotTheShapeIsNoKey(String presented) {
        assertThat(ApiKey.parse(presented)).isEmpty();
    }

    @Test
    void surroundingsAndCaseBelongToTheShape() {
        assertThat(ApiKey.parse(key.reveal() + " ")).isEmpty();
        assertThat(ApiKey.parse(" " + key.reveal())).isEmpty();
        assertThat(ApiKey.parse(key.reveal() + key.reveal())).isEmpty();
        assertThat(ApiKey.parse(key.reveal().toUpperCase(Locale.ROOT))).isEmpty();
        assertThat(ApiKey.parse("x".repeat(100_000))).isEmpty();
    }

    @Test
    void secretIsNotInTheTextForm() {
        assertThat(key.toString()).contains(key.id().toString()).doesNotContain(key.hint());
    }

    @Test
    void storedDigestHasTheRightLength() {
        assertThat(Digest.stored(key.digest().toBytes()).matches(key.digest())).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.stored(new byte[31]));
    }

    @Test
    void numbersHaveAFixedWidthInBase62() {
        byte[] largest = new byte[32];
        java.util.Arrays.fill(largest, (byte) 0xff);

        assertThat(Base62.encode(0, 6)).isEqualTo("000000");
        assertThat(Base62.encode(61, 1)).isEqualTo("z");
        assertThat(Base62.encode(62, 2)).isEqualTo("10");
        assertThat(Base62.encode(0xffff_ffffL, 6)).isEqualTo("4gfFC3");
        assertThat(Base62.encode(new byte[32], 43)).isEqualTo("0".repeat(43));
        assertThat(Base62.encode(largest, 43)).hasSize(43).doesNotStartWith("0");
    }
}
