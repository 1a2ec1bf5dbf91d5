package org.latchkey.realm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;

class CallerSealTest {

    private static final byte[] TEXT = "the answer".getBytes(UTF_8);
    private static final byte[] CONTEXT = "the question".getBytes(UTF_8);

    private final SecureRandom random = new SecureRandom();
    private final ApiKey key = ApiKey.issue(random);
    private final byte[] sealed = new CallerSeal(key).seal(TEXT, CONTEXT, random);

    @Test
    void sameKeyOpensWhatItSealed() throws GeneralSecurityException {
        assertThat(new CallerSeal(key).open(sealed, CONTEXT)).isEqualTo(TEXT);
        assertThat(sealed).isNotEqualTo(new CallerSeal(key).seal(TEXT, CONTEXT, random));
    }

    @Test
    void nothingElseDoes() {
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        CallerSeal other = new CallerSeal(ApiKey.issue(key.id(), random));

        assertThatThrownBy(() -> other.open(sealed, CONTEXT)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> new CallerSeal(key).open(sealed, TEXT)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> new CallerSeal(key).open(changed, CONTEXT))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> new CallerSeal(key).open(new byte[3], CONTEXT))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
