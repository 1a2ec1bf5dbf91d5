package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.latchkey.apikey.Overlap;
import org.latchkey.webhook.NewWebhook;
import org.latchkey.webhook.Webhooks;

/** Gives a webhook another secret, on its page. For a day the old one signs too, so that its receiver can be changed in peace. */
@Named
@RequestScoped
public class WebhookSecretForm extends Regeneration {

    @Inject
    private Webhooks webhooks;

    @Inject
    private ShownOnce once;

    public WebhookSecretForm() {
        super("webhooks", Overlap.DAY);
    }

    @Override
    void regenerate(UUID id, Integer version, Overlap wanted) {
        once.show(new NewWebhook(id, webhooks.rotate(id, version, wanted)));
    }
}
