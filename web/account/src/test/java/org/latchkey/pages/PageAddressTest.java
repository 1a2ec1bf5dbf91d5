package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/keys",
                "/api/keys?company=1&page=2",
                "/api/keys?company=1&new",
                "/api/keys?name=a%20b%26c"
            })
    void pagesOfThisApplicationAreTaken(String address) {
        assertThat(PageAddress.parse(address)).map(PageAddress::value).hasValue(address);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "api/keys",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/api//keys",
                "/../api/2/whoami",
                "/api/%2e%2e/%2e%2e/",
                "/api/keys.xhtml",
                "/api/keys\r\nSet-Cookie: a=b",
                "/api/keys?a=\"><script>",
                "/api/keys?a=\u0000",
                "/api/keys#a",
                "/api/keys/"
            })
    void anythingElseIsNot(String address) {
        assertThat(PageAddress.parse(address)).isEmpty();
    }

    @Test
    void addressesEndAtFiveHundredCharacters() {
        String longest = "/api/keys?a=" + "x".repeat(488);

        assertThat(PageAddress.parse(longest)).isPresent();
        assertThat(PageAddress.parse(longest + "x")).isEmpty();
    }

    @Test
    void signInPageIsRecognisedWithItsQuery() {
        assertThat(new PageAddress("/signin?next=%2F").isSignIn()).isTrue();
        assertThat(new PageAddress("/signings").isSignIn()).isFalse();
    }
}
