package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latchkey.audit.Deed;
import org.latchkey.audit.Recorded;

/** Tells webhooks of what is written to the audit and concerns them, in the same transaction. */
@ApplicationScoped
class RecordedEvents {

    private static final Map<String, EventType> TYPES = Map.ofEntries(
            Map.entry("key.created", EventType.KEY_CREATED),
            Map.entry("key.regenerated", EventType.KEY_REGENERATED),
            Map.entry("key.announced", EventType.KEY_EXPIRING),
            Map.entry("key.revoked", EventType.KEY_REVOKED),
            Map.entry("key.deleted", EventType.KEY_DELETED),
            Map.entry("key.leaked", EventType.TOKEN_LEAKED),
            Map.entry("token.reused", EventType.TOKEN_LEAKED),
            Map.entry("client.created", EventType.CLIENT_CHANGED),
            Map.entry("client.edited", EventType.CLIENT_CHANGED),
            Map.entry("client.regenerated", EventType.CLIENT_CHANGED),
            Map.entry("client.disabled", EventType.CLIENT_CHANGED),
            Map.entry("client.enabled", EventType.CLIENT_CHANGED),
            Map.entry("client.deleted", EventType.CLIENT_CHANGED));

    @Inject
    private WebhookEvents events;

    void recorded(@Observes Recorded event) {
        EventType type = TYPES.get(event.deed().kind());
        if (type != null) {
            events.publish(event.companyId(), type, data(event, type));
        }
    }

    private static Map<String, Object> data(Recorded event, EventType type) {
        Deed deed = event.deed();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("companyId", event.companyId());
        data.put("id", String.valueOf(deed.subjectId()));
        data.put("name", String.valueOf(deed.subject()));
        switch (type) {
            case KEY_EXPIRING -> data.put("days", Integer.valueOf(deed.details().get("days")));
            case TOKEN_LEAKED -> data.put("of", deed.kind().startsWith("key.") ? "key" : "client");
            case CLIENT_CHANGED -> data.put("change", deed.kind().substring("client.".length()));
            default -> {
                // Id and name say it all.
            }
        }
        return data;
    }
}
