package org.latchkey.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void addressesEndAtFourThousandCharacters() {
        String longest = "/api/keys?a=" + "x".repeat(3988);

        assertThat(PageAddress.parse(longest)).isPresent();
        assertThat(PageAddress.parse(longest + "x")).isEmpty();
    }

    @Test
    void signInPageIsRecognisedWithItsQuery() {
        assertThat(new PageAddress("/signin?next=%2F").isAt(PageAddress.SIGN_IN))
                .isTrue();
        assertThat(new PageAddress("/signings").isAt(PageAddress.SIGN_IN)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "a={\"b\":[1]} a=%7B%22b%22:%5B1%5D%7D",
                "a=\\|^`b a=%5C%7C%5E%60b",
                "a='<b> a=%27%3Cb%3E",
                "a=%7B%zz&b a=%7B%zz&b",
                "a=schl\u00fcssel a=schl%C3%BCssel",
                "state=a+b%20c state=a+b%20c"
            })
    void whatBrowsersSendAsItIsIsEncoded(String query, String encoded) {
        assertThat(PageAddress.of("/oauth/consent", query))
                .map(PageAddress::value)
                .hasValue("/oauth/consent?" + encoded);
    }

    @Test
    void queryOfAPageIsBehindTheFirstMark() {
        assertThat(new PageAddress("/oauth/consent?a=b?c").query()).isEqualTo("a=b?c");
        assertThat(new PageAddress("/oauth/consent").query()).isEmpty();
    }
}
