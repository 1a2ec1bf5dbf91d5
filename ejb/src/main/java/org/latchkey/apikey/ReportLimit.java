package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.latchkey.problem.TooOften;
import org.latchkey.realm.RateLimits;

/** How many reports of leaks an address may make, on this server. */
@ApplicationScoped
class ReportLimit {

    private static final int PER_MINUTE = 30;
    private static final int NETWORK_BYTES = 8;

    private final RateLimits<String> limits = new RateLimits<>();

    /** Counts one report. */
    void take(String address) {
        RateLimits.Left left = limits.take(network(address), PER_MINUTE);
        if (!left.taken()) {
            throw new TooOften(left.retryAfter());
        }
    }

    /** An IPv6 address counts by its network: whoever has one has more of them than there are reports. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // With a colon in it this is no name, which would be looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, NETWORK_BYTES)));
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
