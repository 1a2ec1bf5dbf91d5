package org.latchkey.webhook;

/** Why an attempt got no answer. */
public enum DeliveryProblem {
    /** The host has no address. */
    UNKNOWN_HOST,
    /** All addresses of the host are ones to which nothing may be sent. */
    PRIVATE_ADDRESS,
    /** It took too long. */
    TIMEOUT,
    /** The receiver could not show that it is who it should be. */
    TLS,
    /** There was no connection, or it ended too soon. */
    CONNECTION,
    /** The secret that signs cannot be opened. */
    SECRET
}
