package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.latchkey.account.Permission;
import org.latchkey.webhook.RegisteredWebhook;
import org.latchkey.webhook.Webhooks;

/** Lists the webhooks of a company. */
@Named
@ViewScoped
public class WebhooksPage implements Serializable {

    @Inject
    private Webhooks webhooks;

    @Inject
    private Place place;

    private boolean changeable;
    private boolean creating;

    private transient List<RegisteredWebhook> rows;

    public void open() throws IOException {
        if (place.enter(Permission.COMPANY_VIEW)) {
            changeable = place.isAdministered();
            creating = changeable
                    && FacesContext.getCurrentInstance()
                            .getExternalContext()
                            .getRequestParameterMap()
                            .containsKey("new");
        }
    }

    /** Shows all of it as it is now. */
    void load() {
        rows = null;
    }

    public List<RegisteredWebhook> getRows() {
        if (rows == null) {
            rows = webhooks.list(place.getCompanyId());
        }
        return rows;
    }

    /** Whether to offer a new webhook, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    /** Whether the address asks for a new webhook. */
    public boolean isCreating() {
        return creating;
    }
}
