package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import org.latchkey.account.Permission;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;
import org.latchkey.webhook.RegisteredWebhook;
import org.latchkey.webhook.Webhooks;
import org.primefaces.PrimeFaces;

/** One webhook: where messages go and which; with all that can be done with it. */
@Named("webhookPage")
@ViewScoped
public class OneWebhookPage implements Refreshable, Serializable {

    private static final PageAddress LIST = new PageAddress("/api/webhooks");

    @Inject
    private Webhooks webhooks;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    private UUID id;
    private int version;
    private boolean changeable;
    private int deliveriesNumber;
    private WebhookFields fields;

    private transient RegisteredWebhook webhook;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (!place.enter(Permission.COMPANY_VIEW)) {
            return;
        }
        Map<String, String> parameters = faces.getExternalContext().getRequestParameterMap();
        try {
            id = UUID.fromString(parameters.getOrDefault("webhook", ""));
            deliveriesNumber = KeysPage.pageNumber(parameters.get("page"));
            if (getWebhook().companyId() != place.getCompanyId()) {
                throw new NotFound("webhook");
            }
            changeable = getWebhook().changeable();
            read();
        } catch (IllegalArgumentException | NotFound e) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            faces.responseComplete();
        }
    }

    /** Shows all of it as it is now; what was typed and not saved is gone. */
    @Override
    public void refresh() {
        read();
        PrimeFaces.current().ajax().update("forms");
    }

    /** Fills the fields with what is stored. */
    private void read() {
        webhook = null;
        version = getWebhook().version();
        fields = new WebhookFields(getWebhook().settings());
    }

    public void save() {
        try {
            webhooks.edit(id, version, fields.settings());
        } catch (Invalid e) {
            notices.beside("edit", "webhook", e);
            return;
        } catch (Conflict e) {
            // What was typed stays, beside what the webhook has become.
            webhook = null;
            notices.refused("webhooks", e);
            return;
        }
        refresh();
        notices.done("webhook.saved");
    }

    public void endPrevious() {
        webhooks.endPrevious(id);
        refresh();
    }

    public void disable() {
        change(() -> webhooks.disable(id, version), "plugins.disabled");
    }

    public void enable() {
        change(() -> webhooks.enable(id, version), "plugins.enabled");
    }

    private void change(Runnable deed, String done) {
        try {
            deed.run();
            refresh();
            notices.done(done, getWebhook().settings().name());
        } catch (Conflict e) {
            refresh();
            notices.refused("webhooks", e);
        }
    }

    public void delete() throws IOException {
        try {
            webhooks.delete(id, version);
        } catch (Conflict e) {
            refresh();
            notices.refused("webhooks", e);
            return;
        }
        Redirect.to(
                new PageAddress(LIST.value() + "?company=" + place.getCompanyId()), FacesContext.getCurrentInstance());
    }

    public RegisteredWebhook getWebhook() {
        if (webhook == null) {
            webhook = webhooks.get(id);
        }
        return webhook;
    }

    /** Which page of its log the address asks for, from 1. */
    int deliveriesNumber() {
        return deliveriesNumber;
    }

    /** Whether to offer changes, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    public WebhookFields getFields() {
        return fields;
    }
}
