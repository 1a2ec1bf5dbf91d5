package org.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/callback",
                "https://app.example",
                "https://app.example/",
                "https://app.example:8443/callback?tenant=1&x=%20",
                "https://a-b.app.example/a..b/.well-known",
                "https://xn--bcher-kva.example/",
                "https://127.0.0.1/callback",
                "https://localhost/callback",
                "http://127.0.0.1/callback",
                "http://127.0.0.1:8000/callback",
                "http://[::1]/callback",
                "http://[::1]:65535",
                "http://localhost:3000/callback"
            })
    void secureAndLocalAddressesMayBeRegistered(String address) {
        assertThat(RedirectUri.violation(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example/callback, not-https",
        "http://10.0.0.1/callback, not-https",
        "http://127.0.0.2/callback, not-https",
        "http://localhost.app.example/callback, not-https",
        "http://127.0.0.1.app.example/callback, not-https",
        "javascript:alert(1), not-https",
        "data:text/html, not-https",
        "com.example.app:/callback, not-https",
        "//app.example/callback, not-https",
        "/callback, not-https",
        "'', not-https",
        "HTTPS://app.example/callback, not-https",
        "https://app.example/callback#, fragment",
        "https://app.example/callback#top, fragment",
        "https://app.example@evil.example/callback, user-info",
        "https://user:word@app.example/callback, user-info",
        "https://*.app.example/callback, wildcard",
        "https://app.example/*, wildcard",
        "https://App.example/callback, malformed",
        "https://app.example./callback, malformed",
        "https://app_example/callback, malformed",
        "https://bücher.example/callback, malformed",
        "https://app.example/bücher, malformed",
        "https://1.2.3.4/callback, malformed",
        "https://2130706433/callback, malformed",
        "https://0x7f.1/callback, malformed",
        "https://[::ffff:7f00:1]/callback, malformed",
        "https://app.example:/callback, malformed",
        "https://app.example:0/callback, malformed",
        "https://app.example:65536/callback, malformed",
        "https://app.example:99999999999/callback, malformed",
        "https://app.example/a/../callback, malformed",
        "https://app.example/./callback, malformed",
        "https://app.example/.., malformed",
        "https://app.example\\callback, malformed",
        "https://app.example/a b, malformed",
        "https:/callback, malformed",
        "https:app.example, malformed",
        "https:///callback, malformed",
        "https://, malformed"
    })
    void whatCouldLeadElsewhereIsNamed(String address, String code) {
        assertThat(RedirectUri.violation(address)).hasValue(code);
    }

    @Test
    void invisibleCharactersAreMalformed() {
        for (String hidden : new String[] {"\u0000", "\n", "\r", "\t", "\u007f", "\u200b", "\u202e"}) {
            assertThat(RedirectUri.violation("https://app.example/" + hidden))
                    .as("U+%04x", (int) hidden.charAt(0))
                    .hasValue("malformed");
        }
    }

    @Test
    void lengthIsBounded() {
        String longest = "https://app.example/" + "x".repeat(RedirectUri.LONGEST - 20);

        assertThat(RedirectUri.violation(longest)).isEmpty();
        assertThat(RedirectUri.violation(longest + "x")).hasValue("too-long");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/cb, http://127.0.0.1:1/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:65535/cb",
        "http://127.0.0.1:8000/cb, http://127.0.0.1:9000/cb",
        "http://[::1]:8000/cb?a=b, http://[::1]:9000/cb?a=b",
        "http://[::1], http://[::1]:9000"
    })
    void portOfALoopbackAddressIsFree(String registered, String presented) {
        assertThat(RedirectUri.matches(registered, presented)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000/cb, http://localhost:9000/cb",
        "https://127.0.0.1:8000/cb, https://127.0.0.1:9000/cb",
        "https://app.example/cb, https://app.example:443/cb",
        "http://127.0.0.1/cb, http://[::1]/cb",
        "http://127.0.0.1:8000/cb, http://127.0.0.1/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:8000",
        "http://127.0.0.1/cb, http://127.0.0.1:8000/cb/",
        "http://127.0.0.1/cb, http://127.0.0.1:8000/cb?a=b",
        "http://127.0.0.1/cb, http://127.0.0.1:8000/cb#top",
        "http://127.0.0.1/cb, http://127.0.0.1:8000@evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:8000.evil.example/cb",
        "http://127.0.0.1/cb, http://127.0.0.1:123456/cb",
        "http://127.0.0.1/cb, http://127.0.0.1.evil.example:8000/cb",
        "http://127.0.0.1/cb, HTTP://127.0.0.1:8000/cb"
    })
    void everythingElseIsComparedCharacterByCharacter(String registered, String presented) {
        assertThat(RedirectUri.matches(registered, presented)).isFalse();
    }

    @Test
    void addressWithAPortIsNoLongerThanOneThatCanBeRegistered() {
        String registered = "http://127.0.0.1/" + "x".repeat(RedirectUri.LONGEST - 17);

        assertThat(RedirectUri.matches(registered, registered)).isTrue();
        assertThat(RedirectUri.matches(registered, registered.replace("127.0.0.1", "127.0.0.1:65535")))
                .isFalse();
    }

    @Test
    void loopbackIsWhatNeedsNoEncryption() {
        assertThat(RedirectUri.isLoopback("http://127.0.0.1:8000/cb")).isTrue();
        assertThat(RedirectUri.isLoopback("http://localhost/cb")).isTrue();
        assertThat(RedirectUri.isLoopback("https://localhost/cb")).isFalse();
    }
}
