package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.NotFound;
import org.latchkey.webhook.DeliveryPage;
import org.latchkey.webhook.LoggedDelivery;
import org.latchkey.webhook.Webhooks;

/** What was or is to be sent to a webhook, on its page. */
@Named
@RequestScoped
public class DeliveriesOfWebhook {

    private static final int ROWS = 20;

    @Inject
    private Webhooks webhooks;

    @Inject
    private OneWebhookPage page;

    @Inject
    private Words words;

    @Inject
    private Asked asked;

    @Inject
    private Notices notices;

    private DeliveryPage shown;
    private int number;

    public void ping() {
        try {
            webhooks.ping(page.getWebhook().id());
            notices.done("webhook.pinged");
        } catch (Conflict e) {
            notices.refused("webhooks", e);
        }
        refresh();
    }

    public void resend() {
        try {
            webhooks.resend(page.getWebhook().id(), asked.ids().get(0));
            notices.done("webhook.resent");
        } catch (NotFound e) {
            notices.refused("webhook.delivery.gone");
        } catch (Conflict e) {
            notices.refused("webhooks", e);
        }
        refresh();
    }

    /** Shows it as it is now. */
    public void refresh() {
        shown = null;
    }

    /** A page behind the last one becomes the last one. */
    private DeliveryPage shown() {
        if (shown == null) {
            number = page.deliveriesNumber();
            shown = webhooks.deliveries(page.getWebhook().id(), (number - 1) * ROWS, ROWS);
            if (shown.rows().isEmpty() && number > 1) {
                number = pages(shown.total());
                shown = webhooks.deliveries(page.getWebhook().id(), (number - 1) * ROWS, ROWS);
            }
        }
        return shown;
    }

    private static int pages(long total) {
        return (int) Math.max(1, (total + ROWS - 1) / ROWS);
    }

    public List<LoggedDelivery> getRows() {
        return shown().rows();
    }

    public long getTotal() {
        return shown().total();
    }

    public int getPages() {
        return pages(getTotal());
    }

    public int getNumber() {
        shown();
        return number;
    }

    public long getFirst() {
        return (long) (getNumber() - 1) * ROWS + 1;
    }

    public long getLast() {
        return getFirst() + getRows().size() - 1;
    }

    /** The address of another page of it, behind that of the webhook. */
    public String to(int wanted) {
        return "?company=" + page.getWebhook().companyId() + "&webhook="
                + page.getWebhook().id() + (wanted > 1 ? "&page=" + wanted : "") + "#log";
    }

    /** How the last attempt went, as in {@code 200 in 35 ms}; empty where there was none. */
    public String outcome(LoggedDelivery delivery) {
        if (delivery.problem() != null) {
            return words.of("webhook.problem." + delivery.problem());
        }
        return delivery.answer() == null
                ? ""
                : words.of("webhook.answered", String.valueOf(delivery.answer()), delivery.millis());
    }
}
