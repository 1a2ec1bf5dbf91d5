package org.latchkey.webhook;

/** Why nothing is sent to a webhook. */
public enum DisabledBecause {
    /** Somebody wanted that. */
    PERSON,
    /** The receiver wants nothing more: it has answered 410. */
    GONE,
    /** The last attempt to deliver a message has failed. */
    FAILED,
    /** More messages are waiting than may wait. */
    BACKLOG
}
