package org.latchkey.client;

/** Whose a client is. */
public enum ClientKind {
    /** An application's: a developer registers it, {@link Clients} changes it. */
    APPLICATION("client", "created", "regenerated"),
    /** A plugin's: it acts as a service account, {@code org.latchkey.plugin} changes it. */
    PLUGIN("plugin", "registered", "rotated");

    private final String noun;
    private final String registered;
    private final String regenerated;

    ClientKind(String noun, String registered, String regenerated) {
        this.noun = noun;
        this.registered = registered;
        this.regenerated = regenerated;
    }

    /** As people call it. */
    String noun() {
        return noun;
    }

    /** What is done when one is registered, as it is written down. */
    String registered() {
        return registered;
    }

    /** What is done when one is given another secret, as it is written down. */
    String regenerated() {
        return regenerated;
    }
}
