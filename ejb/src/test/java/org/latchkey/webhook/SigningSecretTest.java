package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

    private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** The known answer that the libraries of Standard Webhooks are tested with. */
    private static final SigningSecret KNOWN = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    @Test
    void knownSecretGivesTheKnownSignature() {
        assertThat(SigningSecret.sign(List.of(KNOWN), ID, AT, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void severalSecretsSignWithASpaceBetween() {
        SigningSecret other = SigningSecret.issue(new SecureRandom());

        assertThat(SigningSecret.sign(List.of(other, KNOWN), ID, AT, BODY))
                .isEqualTo(SigningSecret.sign(List.of(other), ID, AT, BODY) + " " + SIGNATURE);
    }

    @Test
    void everythingIsSigned() {
        assertThat(SigningSecret.sign(List.of(KNOWN), ID + "x", AT, BODY)).isNotEqualTo(SIGNATURE);
        assertThat(SigningSecret.sign(List.of(KNOWN), ID, AT.plusSeconds(1), BODY))
                .isNotEqualTo(SIGNATURE);
        assertThat(SigningSecret.sign(List.of(KNOWN), ID, AT, BODY + " ")).isNotEqualTo(SIGNATURE);
    }

    @Test
    void newSecretHas32BytesAndDoesNotPrintItself() {
        String revealed = SigningSecret.issue(new SecureRandom()).reveal();

        assertThat(revealed)
                .startsWith("whsec_")
                .isNotEqualTo(SigningSecret.issue(new SecureRandom()).reveal());
        assertThat(Base64.getDecoder().decode(revealed.substring(6))).hasSize(32);
        assertThat(SigningSecret.parse(revealed).reveal()).isEqualTo(revealed);
        assertThat(SigningSecret.parse(revealed)).hasToString("whsec_[redacted]");
    }
}
