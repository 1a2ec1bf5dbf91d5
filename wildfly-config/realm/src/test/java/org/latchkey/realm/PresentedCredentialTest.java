package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;

class PresentedCredentialTest {

    private final String value = ApiKey.issue(new SecureRandom()).reveal();
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER   %s", "%s", "  %s  "})
    void keyIsFoundInTheAuthorizationHeader(String form) {
        headers.put("Authorization", List.of(form.formatted(value)));

        assertThat(presented().key().reveal()).isEqualTo(value);
    }

    @Test
    void keyIsFoundInTheXApiKeyHeader() {
        headers.put("X-API-KEY", List.of(value));

        assertThat(presented().key().reveal()).isEqualTo(value);
    }

    @Test
    void sameKeyInBothHeadersIsOneCredential() {
        headers.put("authorization", List.of("Bearer " + value));
        headers.put("x-api-key", List.of(value));

        assertThat(presented().key().reveal()).isEqualTo(value);
    }

    @Test
    void requestWithoutHeadersHasNoCredential() {
        assertThat(presented().refusal()).isEqualTo(Refusal.MISSING);
    }

    @Test
    void twoDifferentCredentialsAreAmbiguousWhereverTheyStand() {
        String other = ApiKey.issue(new SecureRandom()).reveal();
        headers.put("Authorization", List.of("Bearer " + value, "Bearer " + other));
        assertThat(presented().refusal()).isEqualTo(Refusal.AMBIGUOUS);

        headers.put("Authorization", List.of("Bearer " + value));
        headers.put("x-api-key", List.of(other));
        assertThat(presented().refusal()).isEqualTo(Refusal.AMBIGUOUS);

        headers.put("Authorization", List.of("Basic ZGVtbzpkZW1v"));
        headers.put("x-api-key", List.of(value));
        assertThat(presented().refusal()).isEqualTo(Refusal.AMBIGUOUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic ZGVtbzpkZW1v",
                "Bearer Bearer %s",
                "Bearer x-%s",
                "Bearer %s, Bearer %s"
            })
    void anythingElseIsMalformed(String form) {
        headers.put("Authorization", List.of(form.formatted(value, value)));

        assertThat(presented().refusal()).isEqualTo(Refusal.MALFORMED);
        assertThat(presented().key()).isNull();
    }

    private PresentedCredential presented() {
        return PresentedCredential.in(headers::get);
    }
}
