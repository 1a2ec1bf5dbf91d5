package org.latchkey.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTest {

    private static final String ISSUER = "https://keys.example";

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/api", "/api/", "/api/2/auth", "/odata/v4.01/a_b~c-d", "/.well-known"})
    void serverAndWhatIsBelowItAreResources(String path) {
        assertThat(Issuer.serves(ISSUER, ISSUER + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example/api",
                "http://keys.example/api",
                "HTTPS://keys.example/api",
                "https://keys.example.evil.example/api",
                "https://keys.example@evil.example/api",
                "https://keys.example:444/api",
                "https://keys.example/api?x=y",
                "https://keys.example/api#top",
                "https://keys.example/api/../admin",
                "https://keys.example/..",
                "https://keys.example/./api",
                "https://keys.example/api/%2e%2e/admin",
                "https://keys.example//api",
                "https://keys.example/api//",
                "https://keys.example/api;v=1",
                "https://keys.example/api/*",
                "https://keys.example\\api",
                "https://keys.example/a b",
                "https://keys.example/ä",
                "urn:keys",
                "keys.example",
                ""
            })
    void nothingElseIs(String resource) {
        assertThat(Issuer.serves(ISSUER, resource)).isFalse();
    }

    @Test
    void resourceIsNoLongerThanCanBeStored() {
        String longest = ISSUER + "/" + "x".repeat(500 - ISSUER.length() - 1);

        assertThat(Issuer.serves(ISSUER, longest)).isTrue();
        assertThat(Issuer.serves(ISSUER, longest + "x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://keys.example, https://keys.example/api, true",
        "https://keys.example/, https://keys.example/api, true",
        "https://keys.example/api, https://keys.example/api, true",
        "https://keys.example/api, https://keys.example/api/, true",
        "https://keys.example/api/, https://keys.example/api, true",
        "https://keys.example/api, https://keys.example/api/2, true",
        "https://keys.example/api, https://keys.example/apix, false",
        "https://keys.example/api, https://keys.example/API, false",
        "https://keys.example/api, https://keys.example, false",
        "https://keys.example/api, https://keys.example/, false",
        "https://keys.example/api/2, https://keys.example/api, false"
    })
    void grantedResourceContainsWhatIsBelowIt(String resource, String other, boolean contained) {
        assertThat(Issuer.contains(resource, other)).isEqualTo(contained);
    }
}
