package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;
import org.latchkey.problem.Invalid;
import org.latchkey.webhook.WebhookSettings;
import org.latchkey.webhook.Webhooks;

/** The dialog that makes a webhook. */
@Named
@RequestScoped
public class NewWebhookForm {

    @Inject
    private Webhooks webhooks;

    @Inject
    private WebhooksPage page;

    @Inject
    private Place place;

    @Inject
    private ShownOnce once;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private WebhookFields fields = new WebhookFields(new WebhookSettings("", "", Set.of()));

    public void create() {
        if (!proof.given("create")) {
            return;
        }
        try {
            once.show(webhooks.create(place.getCompanyId(), fields.settings()));
        } catch (Invalid e) {
            notices.beside("create", "webhook", e);
            return;
        }
        fields = new WebhookFields(new WebhookSettings("", "", Set.of()));
        page.load();
        once.open("create");
    }

    /** Whether the page comes with the dialog open: its address asks for that, or there is something to mend in it. */
    public boolean isOpen() {
        return once.isAwaited(page.isCreating());
    }

    public WebhookFields getFields() {
        return fields;
    }
}
