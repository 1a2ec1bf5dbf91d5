package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.latchkey.catalog.CatalogChanged;
import org.latchkey.catalog.Kind;

/** Tells webhooks of what becomes of customers and products, in the same transaction. */
@ApplicationScoped
class CatalogEvents {

    /** Of more, as an import changes them at once, the number is told. */
    static final int MOST_IDS = 100;

    private static final Map<Kind, EventType> TYPES =
            Map.of(Kind.CUSTOMERS, EventType.CUSTOMER_CHANGED, Kind.PRODUCTS, EventType.PRODUCT_CHANGED);

    @Inject
    private WebhookEvents events;

    void changed(@Observes CatalogChanged event) {
        EventType type = TYPES.get(event.kind());
        if (type != null) {
            events.publish(event.companyId(), type, data(event));
        }
    }

    private static Map<String, Object> data(CatalogChanged event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("companyId", event.companyId());
        data.put("change", event.change().name().toLowerCase(Locale.ROOT));
        data.put("count", event.ids().size());
        if (event.ids().size() <= MOST_IDS) {
            data.put("ids", event.ids());
        }
        return data;
    }
}
