package org.latchkey.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.latchkey.realm.AddressRange;

/**
 * Finds the addresses of hosts, and of them only those to which messages may be sent: public ones, and what the operator
 * allows. What is found is what is connected to, so that no name can say one address when it is looked at and another one
 * when it is used.
 */
final class PublicAddresses implements DnsResolver {

    /** One that does not answer takes its time. */
    private static final int MOST = 3;

    // The registries of special-purpose addresses (RFC 6890), and multicast.
    private static final List<AddressRange> SPECIAL_IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    // Only this is global unicast (RFC 4291); of it, what stands for an IPv4 address or is for documents.
    private static final AddressRange GLOBAL_IPV6 = range("2000::/3");
    private static final List<AddressRange> SPECIAL_IPV6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final int IPV4_LENGTH = 4;

    private final List<AddressRange> allowed;

    private PublicAddresses(List<AddressRange> allowed) {
        this.allowed = allowed;
    }

    /**
     * What an operator allows beside public addresses.
     *
     * @param ranges addresses and ranges with commas between them; null or empty for none
     * @throws IllegalArgumentException where that is something else
     */
    static PublicAddresses and(String ranges) {
        return ranges == null || ranges.isBlank()
                ? new PublicAddresses(List.of())
                : new PublicAddresses(ranges(
                        Stream.of(ranges.split(",", -1)).map(String::strip).toArray(String[]::new)));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(PublicAddresses::range).toList();
    }

    private static AddressRange range(String text) {
        return AddressRange.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no range of addresses"));
    }

    /** Whether an operator allows any address that is not public. */
    boolean allowsPrivate() {
        return !allowed.isEmpty();
    }

    /** Whether messages may be sent to an address. */
    boolean allows(InetAddress address) {
        String text = address.getHostAddress();
        return isPublic(address, text) || contains(allowed, text);
    }

    /** An address with a zone is in no range: it holds on one link only. */
    private static boolean isPublic(InetAddress address, String text) {
        return address.getAddress().length == IPV4_LENGTH
                ? !contains(SPECIAL_IPV4, text)
                : GLOBAL_IPV6.contains(text) && !contains(SPECIAL_IPV6, text);
    }

    private static boolean contains(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * Finds the addresses of a host to which messages may be sent, three of them at most.
     *
     * @throws NotAllowed where there are only others
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] usable = Stream.of(InetAddress.getAllByName(host))
                .filter(this::allows)
                .limit(MOST)
                .toArray(InetAddress[]::new);
        if (usable.length == 0) {
            throw new NotAllowed(host);
        }
        return usable;
    }

    /** Nobody needs another name of it. */
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** A host has only addresses to which nothing may be sent. */
    static final class NotAllowed extends UnknownHostException {

        NotAllowed(String host) {
            super(host);
        }
    }
}
