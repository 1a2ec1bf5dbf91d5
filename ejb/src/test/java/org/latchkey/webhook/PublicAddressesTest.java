package org.latchkey.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    private static final PublicAddresses USUAL = PublicAddresses.and(null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "::10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
            })
    void specialAddressesAreRefused(String address) throws UnknownHostException {
        assertThat(USUAL.allows(InetAddress.getByName(address))).isFalse();
        assertThatThrownBy(() -> USUAL.resolve(address)).isInstanceOf(PublicAddresses.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "128.0.0.1",
                "169.253.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.1.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "::ffff:1.1.1.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450:4001:81b::200e",
            })
    void publicAddressesAreUsed(String address) throws UnknownHostException {
        assertThat(USUAL.resolve(address)).containsExactly(InetAddress.getByName(address));
    }

    @Test
    void namesOfThisMachineAreRefused() {
        assertThatThrownBy(() -> USUAL.resolve("localhost")).isInstanceOf(PublicAddresses.NotAllowed.class);
        // As a resolver may read it: what counts is what comes of it.
        assertThatThrownBy(() -> USUAL.resolve("2130706433")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> USUAL.resolve("127.1")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void addressWithAZoneIsRefused() throws Exception {
        byte[] global = InetAddress.getByName("2606:4700::1111").getAddress();
        int zone = NetworkInterface.getNetworkInterfaces().nextElement().getIndex();

        assertThat(USUAL.allows(Inet6Address.getByAddress("x", global, zone))).isFalse();
    }

    @Test
    void operatorAllowsRangesAndNothingElse() throws UnknownHostException {
        PublicAddresses more = PublicAddresses.and("127.0.0.0/8, fd00::/8,10.1.2.3");

        assertThat(more.allowsPrivate()).isTrue();
        for (String address : new String[] {"127.0.0.1", "fd12::1", "10.1.2.3", "1.1.1.1"}) {
            assertThat(more.allows(InetAddress.getByName(address))).as(address).isTrue();
        }
        for (String address : new String[] {"10.1.2.4", "169.254.169.254", "::1", "fc00::1"}) {
            assertThat(more.allows(InetAddress.getByName(address))).as(address).isFalse();
        }
    }

    @Test
    void operatorWhoWritesSomethingElseIsToldSo() {
        assertThat(PublicAddresses.and(" ").allowsPrivate()).isFalse();
        for (String ranges : new String[] {"localhost", "127.0.0.1/33", "10.0.0.0/8,", "10.0.0.0/8 127.0.0.1"}) {
            assertThatThrownBy(() -> PublicAddresses.and(ranges)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
