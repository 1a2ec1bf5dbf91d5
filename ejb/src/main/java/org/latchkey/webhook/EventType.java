package org.latchkey.webhook;

import java.util.List;
import java.util.stream.Stream;

/** What a webhook can be told of. */
public enum EventType {
    /** Products were created, changed or deleted. */
    PRODUCT_CHANGED("product.changed"),
    /** Customers were created, changed or deleted. */
    CUSTOMER_CHANGED("customer.changed"),
    /** An import has ended, whether or not it has succeeded. */
    IMPORT_FINISHED("import.finished"),
    /** A key was made. */
    KEY_CREATED("key.created"),
    /** A key has another secret. */
    KEY_REGENERATED("key.regenerated"),
    /** A key expires soon. */
    KEY_EXPIRING("key.expiring"),
    /** A key was revoked. */
    KEY_REVOKED("key.revoked"),
    /** A key was deleted. */
    KEY_DELETED("key.deleted"),
    /** A key was found where none should be, or a token of an application was used twice. */
    TOKEN_LEAKED("token.leaked"),
    /** An application was registered, changed or deleted. */
    CLIENT_CHANGED("client.changed"),
    /** Somebody wants to see whether the webhook works; nobody subscribes to it. */
    PING("ping");

    /** Those that a webhook can be subscribed to, in the order in which people see them. */
    public static final List<EventType> SUBSCRIBABLE =
            Stream.of(values()).filter(type -> type != PING).toList();

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** As it stands in messages: {@code key.revoked}. */
    public String word() {
        return word;
    }
}
