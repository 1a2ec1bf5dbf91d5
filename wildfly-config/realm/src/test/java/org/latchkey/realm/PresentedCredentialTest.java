package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.ApiKey;

class PresentedCredentialTest {

    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJqdGkiOiJ4In0.c2ln-_";

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

        headers.put("Authorization", List.of("Bearer " + TOKEN));
        headers.put("x-api-key", List.of(value));
        assertThat(presented().refusal()).isEqualTo(Refusal.AMBIGUOUS);

        headers.clear();
        headers.put("Authorization", List.of("Bearer " + TOKEN, "DPoP " + TOKEN));
        assertThat(presented().refusal()).isEqualTo(Refusal.AMBIGUOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ZGVtbzpkZW1v", "basic x:y", "Basic", "Digest username=\"x\"", "NEGOTIATE YII="})
    void credentialsOfOtherSchemesAreNone(String authorization) {
        headers.put("Authorization", List.of(authorization));
        assertThat(presented().refusal()).isEqualTo(Refusal.MISSING);

        headers.put("x-api-key", List.of(value));
        assertThat(presented().key().reveal()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"Bearer %s, false", "bearer   %s, false", "DPoP %s, true", "DPOP %s, true"})
    void tokenIsFoundBehindItsScheme(String form, boolean bound) {
        headers.put("Authorization", List.of(form.formatted(TOKEN)));

        assertThat(presented().token().reveal()).isEqualTo(TOKEN);
        assertThat(presented().bound()).isEqualTo(bound);
        assertThat(presented().key()).isNull();
        assertThat(presented().refusal()).isNull();
    }

    @Test
    void tokenAnywhereElseIsMisplaced() {
        headers.put("Authorization", List.of(TOKEN));
        assertThat(presented().refusal()).isEqualTo(Refusal.TOKEN_MISPLACED);

        headers.put("Authorization", List.of("Bearer " + TOKEN));
        headers.put("x-api-key", List.of(TOKEN));
        assertThat(presented().refusal()).isEqualTo(Refusal.TOKEN_MISPLACED);
        assertThat(presented().token()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basically ZGVtbzpkZW1v",
                "DPoP",
                "DPoP %s",
                "Bearer eyJh.eyJi",
                "Bearer eyJh.eyJi.",
                "Bearer eyJh..c",
                "Bearer eyJh.eyJi.c.d",
                "Bearer eyJh.eyJi.c=",
                "Bearer EyJh.eyJi.c",
                "Token eyJh.eyJi.c",
                "Bearer Bearer %s",
                "Bearer x-%s",
                "Bearer %s, Bearer %s"
            })
    void anythingElseIsMalformed(String form) {
        headers.put("Authorization", List.of(form.formatted(value, value)));

        assertThat(presented().refusal()).isEqualTo(Refusal.MALFORMED);
        assertThat(presented().key()).isNull();
    }

    @Test
    void tokenHasItsLongestLength() {
        String longest = TOKEN + "x".repeat(4096 - TOKEN.length());
        headers.put("Authorization", List.of("Bearer " + longest));
        assertThat(presented().token().reveal()).isEqualTo(longest);

        headers.put("Authorization", List.of("Bearer " + longest + "x"));
        assertThat(presented().refusal()).isEqualTo(Refusal.MALFORMED);
    }

    private PresentedCredential presented() {
        return PresentedCredential.in(headers::get);
    }
}
