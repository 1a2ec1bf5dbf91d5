package org.latchkey.safe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PepperTest {

    private static final String CONTEXT = "signing key 1";
    private static final String TEXT = "what nobody but the server may read: ä";
    private static final byte[] HALF = filled((byte) 7);

    private final Pepper pepper = pepper("pepper-1", (byte) 1);
    private final String sealed = pepper.seal(CONTEXT, HALF, TEXT);

    @Test
    void sealedTextIsOpenedAgain() {
        assertThat(pepper.open(CONTEXT, HALF, sealed)).isEqualTo(TEXT);
        assertThat(pepper("pepper-1", (byte) 1).open(CONTEXT, HALF, sealed)).isEqualTo(TEXT);
    }

    @Test
    void sealTellsNothingOfTheTextAndIsAnotherEachTime() {
        assertThat(sealed).startsWith("eyJ").doesNotContain(TEXT);
        assertThat(sealed.split("\\.", -1)).hasSize(5);
        assertThat(pepper.seal(CONTEXT, HALF, TEXT)).isNotEqualTo(sealed);
    }

    @Test
    void itTakesBothHalvesAndTheContext() {
        assertShut(pepper("pepper-1", (byte) 2), CONTEXT, HALF, sealed);
        assertShut(pepper, "mail password 1", HALF, sealed);
        assertShut(pepper, "signing key 2", HALF, sealed);
        assertShut(pepper, CONTEXT, filled((byte) 8), sealed);
    }

    /** Otherwise a row could be moved to another pepper, and be taken for what that has sealed. */
    @Test
    void nameOfThePepperIsPartOfTheSeal() {
        assertShut(pepper("pepper-2", (byte) 1), CONTEXT, HALF, sealed);
    }

    @Test
    void everyChangeIsNoticed() {
        String[] parts = sealed.split("\\.", -1);
        for (int i : new int[] {0, 2, 3, 4}) {
            String[] changed = parts.clone();
            changed[i] = (parts[i].charAt(0) == 'A' ? "B" : "A") + parts[i].substring(1);
            assertShut(pepper, CONTEXT, HALF, String.join(".", changed));
        }
        assertShut(pepper, CONTEXT, HALF, "nonsense");
        assertShut(pepper, CONTEXT, HALF, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{'kid':'pepper-1'}",
                "{'kid':'pepper-1','alg':'dir'}",
                "{'kid':'pepper-1','enc':'A256CBC-HS512'}",
                "{'kid':'pepper-1','alg':'none'}",
                "{'kid':'pepper-1','alg':'none','enc':'A256CBC-HS512'}",
                "{'kid':'pepper-1','alg':'dir','enc':null}",
                "{'kid':'pepper-1','alg':'dir','enc':'A128GCM'}",
                "{'kid':'pepper-1','alg':'PBES2-HS256+A128KW','enc':'A256CBC-HS512','p2c':-1}",
                "{'kid':'pepper-1','alg':'dir','enc':'A256CBC-HS512','crit':[]}"
            })
    void headerThatIsNoneIsNoticed(String header) {
        String encoded = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(header.replace('\'', '"').getBytes(UTF_8));

        assertShut(pepper, CONTEXT, HALF, encoded + sealed.substring(sealed.indexOf('.')));
    }

    /** Computed by other software after RFC 5869 and RFC 7518, section 5.2.5: what was sealed once is opened for ever. */
    @Test
    void knownTextIsOpened() {
        assertThat(pepper.open(
                        CONTEXT,
                        HALF,
                        "eyJraWQiOiJwZXBwZXItMSIsImVuYyI6IkEyNTZDQkMtSFM1MTIiLCJhbGciOiJkaXIifQ..AAECAwQFBgcICQoLDA0ODw"
                                + ".s38IFumOPmI3-dLB9ZMOHOuIbPrLBSkn7hKFFRI_lTF3uMvaO-BpDHHnNQJyMiZT"
                                + ".cVd37X-W_7ZCARSGFoq7pTCbaARCgIezBzrviO14pvk"))
                .isEqualTo(TEXT);
    }

    @Test
    void nothingIsPrinted() {
        assertThat(pepper).hasToString("pepper-1");
    }

    private static void assertShut(Pepper pepper, String context, byte[] half, String sealed) {
        assertThatThrownBy(() -> pepper.open(context, half, sealed))
                .isInstanceOf(CannotOpen.class)
                .hasMessageNotContaining(TEXT);
    }

    private static Pepper pepper(String name, byte value) {
        return new Pepper(name, new SecretKeySpec(filled(value), "AES"));
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[Pepper.LENGTH];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
