package org.latchkey.webhook;

/** What is to be known of a webhook. Of several that are true the first one here counts. */
public enum WebhookStatus {
    /** Nothing is sent to it. */
    DISABLED,
    /** The last attempt has failed. */
    FAILING,
    /** Messages are signed by the secret before the current one too. */
    ROTATING,
    /** What happens is sent to it. */
    ACTIVE
}
