package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"https://app.example", "https://app.example:8443", "http://127.0.0.1:4711", "http://localhost"})
    void originIsASource(String origin) {
        assertThat(ContentPolicy.source(origin)).isEqualTo(" " + origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https:",
                "https://*.example",
                "https://a.example; script-src *",
                "https://a.example,script-src *",
                "https://a.example 'unsafe-inline'",
                "javascript://a.example",
                "https://a.example/path",
                "https://u@a.example"
            })
    void nothingElseGetsIntoThePolicy(String origin) {
        assertThat(ContentPolicy.source(origin)).isEmpty();
    }

    @Test
    void loopbackOfIpVersion6IsNamedByItsScheme() {
        assertThat(ContentPolicy.source("http://[::1]:4711")).isEqualTo(" http:");
    }

    @Test
    void logoIsAllowedByItsOrigin() {
        assertThat(ContentPolicy.logoSource("https://cdn.app.example/a/logo.png?x=1"))
                .isEqualTo(" https://cdn.app.example");
        assertThat(ContentPolicy.logoSource("")).isEmpty();
    }
}
