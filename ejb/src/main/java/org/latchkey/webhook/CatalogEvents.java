package org.latchkey.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.latchkey.catalog.CatalogChanged;
import org.latchkey.catalog.Kind;
import org.latchkey.imports.ImportFinished;

/** Tells webhooks of what becomes of customers and products, in the same transaction. */
@ApplicationScoped
class CatalogEvents {

    /** Of more at once the number is told. */
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

    /** Who wants to know of each product has to know of an import too. */
    void imported(@Observes ImportFinished event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("companyId", event.companyId());
        data.put("entity", event.kind().word());
        data.put("status", event.status().name().toLowerCase(Locale.ROOT));
        data.put("imported", event.imported());
        data.put("errorCount", event.errorCount());
        if (event.jobId() != null) {
            data.put("jobId", event.jobId());
        }
        events.publish(event.companyId(), EventType.IMPORT_FINISHED, data);
        EventType type = TYPES.get(event.kind());
        if (type != null && event.imported() > 0) {
            events.publish(event.companyId(), type, data(event.companyId(), "imported", event.imported()));
        }
    }

    private static Map<String, Object> data(CatalogChanged event) {
        Map<String, Object> data = data(
                event.companyId(),
                event.change().name().toLowerCase(Locale.ROOT),
                event.ids().size());
        if (event.ids().size() <= MOST_IDS) {
            data.put("ids", event.ids());
        }
        return data;
    }

    private static Map<String, Object> data(long companyId, String change, long count) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("companyId", companyId);
        data.put("change", change);
        data.put("count", count);
        return data;
    }
}
