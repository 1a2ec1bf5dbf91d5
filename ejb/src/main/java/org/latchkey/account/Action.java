package org.latchkey.account;

/** What may be done with a resource. Whoever may change it may view it. */
public enum Action {
    /** Read. */
    VIEW,
    /** Create, change and delete. */
    CHANGE
}
