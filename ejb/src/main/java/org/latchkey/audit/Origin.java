package org.latchkey.audit;

import jakarta.enterprise.context.RequestScoped;
import java.util.regex.Pattern;

/** Where the current request comes from; each web module says so before anything else happens. */
@RequestScoped
public class Origin {

    private static final String UNKNOWN = "unknown";
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private String address = UNKNOWN;

    /**
     * Says it, once for each request.
     *
     * @param remoteAddress the address of the connection, IPv4 or IPv6; anything else counts as unknown, since a proxy
     *     hands on what it was given
     */
    public void set(String remoteAddress) {
        address = ADDRESS.matcher(remoteAddress).matches() ? remoteAddress : UNKNOWN;
    }

    /** The address of the caller, {@code unknown} where there is no web request. */
    public String address() {
        return address;
    }
}
