package org.latchkey.account;

/** What a company has subscribed to. */
public enum Plan {
    FREE,
    STARTUP,
    GROWTH,
    ENTERPRISE;

    /** Whether keys of such a company may issue short-lived tokens. */
    public boolean issuesTokens() {
        return this != FREE;
    }
}
