package org.latchkey.realm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address, or a range of them in CIDR notation (RFC 4632, RFC 4291).
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class AddressRange {

    /** The length of the longest range, in characters. */
    public static final int LONGEST = 49;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}");
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)(?:0(?::|$)){2,}");
    private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(0|[1-9][0-9]{0,2}))?");

    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a range as people write it.
     *
     * @param text of any length and content, not null
     * @return empty where it is neither an address nor a range; bits behind the prefix are taken as zero
     */
    public static Optional<AddressRange> parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (text.length() > LONGEST || !cidr.matches()) {
            return Optional.empty();
        }
        return bytes(cidr.group(1)).flatMap(address -> {
            int most = address.length * Byte.SIZE;
            int prefix = cidr.group(2) == null ? most : Integer.parseInt(cidr.group(2));
            return prefix > most ? Optional.empty() : Optional.of(new AddressRange(masked(address, prefix), prefix));
        });
    }

    /** Whether an address, as a connection has it, lies in this range; what is no address lies in none. */
    public boolean contains(String address) {
        return bytes(address).map(this::contains).orElse(false);
    }

    /** Whether every address of another range lies in this one too. */
    public boolean contains(AddressRange other) {
        return other.prefix >= prefix && contains(other.network);
    }

    private boolean contains(byte[] address) {
        return address.length == network.length && java.util.Arrays.equals(masked(address, prefix), network);
    }

    /** An IPv4 address in the form of an IPv6 one ({@code ::ffff:192.0.2.1}) is an IPv4 address. */
    private static Optional<byte[]> bytes(String address) {
        // Only literals: anything else would be asked of a name server.
        if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefix - i * Byte.SIZE));
            masked[i] &= (byte) (0xff << (Byte.SIZE - bits));
        }
        return masked;
    }

    /** As it is written (IPv6 by RFC 5952): an address where it holds only one. */
    @Override
    public String toString() {
        try {
            String address = InetAddress.getByAddress(network).getHostAddress();
            String shortest = network.length == 4 ? address : withoutLongestZeros(address);
            return prefix == network.length * Byte.SIZE ? shortest : shortest + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are addresses", e);
        }
    }

    /** The first of the longest runs of two and more zeros becomes {@code ::}. */
    private static String withoutLongestZeros(String address) {
        return ZEROS.matcher(address)
                .results()
                .max(Comparator.<MatchResult>comparingLong(
                                run -> run.group().chars().filter(c -> c == '0').count())
                        .thenComparing(MatchResult::start, Comparator.reverseOrder()))
                .map(run -> address.substring(0, run.start()) + "::" + address.substring(run.end()))
                .orElse(address);
    }
}
