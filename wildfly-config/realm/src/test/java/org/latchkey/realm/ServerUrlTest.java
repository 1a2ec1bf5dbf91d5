package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://keys.example.com, https://keys.example.com",
        "https://keys.example.com/, https://keys.example.com",
        "' http://localhost:8080// ', http://localhost:8080",
        "http://[::1]:8080, http://[::1]:8080",
        "https://example.com/latchkey/, https://example.com/latchkey"
    })
    void addressHasNoSlashAtItsEnd(String value, String url) {
        assertThat(ServerUrl.read(value)).contains(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "keys.example.com", "ftp://x", "https://", "https://a b", "https://a\"b", "https://a?b"
            })
    void whatIsNoAddressIsNone(String value) {
        assertThat(ServerUrl.read(value)).isEmpty();
    }

    @Test
    void nothingIsNone() {
        assertThat(ServerUrl.read(null)).isEmpty();
    }
}
