package org.latchkey.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SafeTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONTEXT = "signing key";
    private static final String TEXT = "what nobody but the server may read: ä";

    private final Safe safe = new Safe(filled((byte) 1), RANDOM);
    private final Sealed sealed = safe.seal(CONTEXT, TEXT);

    @Test
    void sealedTextIsOpenedAgain() {
        assertThat(safe.open(CONTEXT, new Sealed(sealed.jwe(), sealed.key()))).isEqualTo(TEXT);
        assertThat(new Safe(filled((byte) 1), RANDOM).open(CONTEXT, sealed)).isEqualTo(TEXT);
    }

    @Test
    void sealTellsNothingOfTheTextAndIsAnotherEachTime() {
        Sealed again = safe.seal(CONTEXT, TEXT);

        assertThat(sealed.jwe()).startsWith("eyJ").doesNotContain(TEXT);
        assertThat(sealed.jwe().split("\\.", -1)).hasSize(5);
        assertThat(again.jwe()).isNotEqualTo(sealed.jwe());
        assertThat(again.key()).hasSize(Safe.HALF).isNotEqualTo(sealed.key());
    }

    @Test
    void itTakesBothHalvesAndTheContext() {
        assertShut(new Safe(filled((byte) 2), RANDOM), CONTEXT, sealed);
        assertShut(safe, "mail password", sealed);
        assertShut(safe, CONTEXT, new Sealed(sealed.jwe(), filled((byte) 3)));
        assertShut(safe, CONTEXT, new Sealed(safe.seal(CONTEXT, TEXT).jwe(), sealed.key()));
    }

    @Test
    void everyChangeIsNoticed() {
        String[] parts = sealed.jwe().split("\\.", -1);
        for (int i : new int[] {0, 2, 3, 4}) {
            String[] changed = parts.clone();
            changed[i] = (parts[i].charAt(0) == 'A' ? "B" : "A") + parts[i].substring(1);
            assertShut(safe, CONTEXT, new Sealed(String.join(".", changed), sealed.key()));
        }
        assertShut(safe, CONTEXT, new Sealed("nonsense", sealed.key()));
        assertShut(safe, CONTEXT, new Sealed("", sealed.key()));
    }

    @Test
    void halfOfTheKeyCannotBeChangedFromOutside() {
        byte[] half = sealed.key();
        Arrays.fill(half, (byte) 0);

        assertThat(safe.open(CONTEXT, sealed)).isEqualTo(TEXT);
    }

    @Test
    void withoutAPepperNothingIsSealed() {
        Safe empty = new Safe(null, RANDOM);

        assertThat(empty.isUsable()).isFalse();
        assertThat(safe.isUsable()).isTrue();
        assertThatThrownBy(() -> empty.seal(CONTEXT, TEXT)).isInstanceOf(IllegalStateException.class);
        assertShut(empty, CONTEXT, sealed);
    }

    private static void assertShut(Safe safe, String context, Sealed sealed) {
        assertThatThrownBy(() -> safe.open(context, sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(TEXT);
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[Safe.HALF];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
