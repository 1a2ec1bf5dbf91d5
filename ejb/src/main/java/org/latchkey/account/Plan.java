package org.latchkey.account;

/** What a company has subscribed to. */
public enum Plan {
    FREE,
    STARTUP,
    GROWTH,
    ENTERPRISE
}
