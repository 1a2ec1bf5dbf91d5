package org.latchkey.audit;

import jakarta.enterprise.context.RequestScoped;

/** Where the current request comes from; each web module says so before anything else happens. */
@RequestScoped
public class Origin {

    private String address = "unknown";

    /**
     * Says it, once for each request.
     *
     * @param remoteAddress the address of the connection, IPv4 or IPv6
     */
    public void set(String remoteAddress) {
        address = remoteAddress;
    }

    /** The address of the caller, {@code unknown} where there is no web request. */
    public String address() {
        return address;
    }
}
