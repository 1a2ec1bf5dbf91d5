package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.99/24, 192.0.2.1, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "192.0.2.0/24, ::ffff:192.0.2.1, true",
        "::/0, 192.0.2.1, false",
        "192.0.2.0/24, unknown, false",
        "192.0.2.0/24, localhost, false"
    })
    void containsItsAddresses(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "/8",
                "localhost",
                "example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1/33",
                "192.0.2.1/-1",
                "192.0.2.1/",
                "192.0.2.1/08",
                "192.0.2.1/8/8",
                "1",
                "0x7f.1",
                "2001:db8::/129",
                ":",
                ":::",
                "2001:db8:::1",
                "fe80::1%eth0",
                "[::1]",
                "192.0.2.1 ",
                "2001:db8::1::2",
                "1:2:3:4:5:6:7:8:9"
            })
    void nothingElseIsARange(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void lengthIsLimited() {
        assertThat(AddressRange.parse("1".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9/24, 192.0.2.0/24",
        "192.0.2.9/32, 192.0.2.9",
        "2001:DB8::1/32, 2001:db8::/32",
        "0::0:1, ::1",
        "::/0, ::/0",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:0:0:1:0:0:1:1, 2001::1:0:0:1:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "10:100:0:0:20:200:0:0, 10:100::20:200:0:0",
        "fe80:0:0:0:0:0:0:0/10, fe80::/10"
    })
    void isWrittenInOneWay(String text, String written) {
        assertThat(AddressRange.parse(text).orElseThrow()).hasToString(written);
        assertThat(AddressRange.parse(written).orElseThrow()).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.1.0.0/16, 10.0.0.0/8, false",
        "10.0.0.0/8, 10.0.0.1, true",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "::/0, 10.0.0.0/8, false"
    })
    void containsNarrowerRanges(String wide, String narrow, boolean contained) {
        assertThat(AddressRange.parse(wide)
                        .orElseThrow()
                        .contains(AddressRange.parse(narrow).orElseThrow()))
                .isEqualTo(contained);
    }
}
