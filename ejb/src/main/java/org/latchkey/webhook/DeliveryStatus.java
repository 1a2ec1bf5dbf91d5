package org.latchkey.webhook;

/** What has become of a delivery. */
public enum DeliveryStatus {
    /** It is sent as soon as it may be. */
    WAITING,
    /** The receiver has answered that it has it. */
    DELIVERED,
    /** The last attempt has failed. */
    FAILED,
    /** The webhook was disabled before it was sent. */
    CANCELLED
}
