package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Grant;
import org.latchkey.client.NewClient;
import org.latchkey.credential.ApiKey;
import org.latchkey.webhook.NewWebhook;
import org.primefaces.PrimeFaces;

/**
 * A key, a client or a webhook that was just made. It lives as long as the response: neither session nor view state may ever hold it.
 */
@Named("once")
@RequestScoped
public class ShownOnce {

    @Inject
    private ServerAddress server;

    private boolean there;
    private String id;
    private String value;
    private String command;
    private String address;

    void show(ApiKey made) {
        there = true;
        value = made.reveal();
        command = "curl -H 'x-api-key: " + value + "' " + server.seen() + "/api/2/whoami";
    }

    void show(NewClient made, ClientSettings settings) {
        there = true;
        id = made.id().toString();
        value = made.secret();
        if (value != null && settings.grants().contains(Grant.CLIENT_CREDENTIALS)) {
            command = "curl -u '" + id + ":" + value + "' -d grant_type=client_credentials " + server.getToken();
        }
        if (settings.grants().contains(Grant.AUTHORIZATION_CODE)) {
            address = server.authorize(made.id(), settings);
        }
    }

    void show(NewWebhook made) {
        there = true;
        value = made.secret();
    }

    /**
     * Opens the dialog that shows it, and draws anew what it comes from. A form that was sent before the scripts had loaded
     * gets a whole page, which shows it at once.
     *
     * @param form the id of the form
     */
    void open(String form) {
        if (PrimeFaces.current().isAjaxRequest()) {
            PrimeFaces.current().ajax().update(form, "shown", "once");
            PrimeFaces.current().executeScript("Latchkey.showOnce()");
        }
    }

    /**
     * Whether a page comes with the dialog open that makes it.
     *
     * @param asked whether the address of the page asks for that; it is open too where there is something to mend in it
     */
    boolean isAwaited(boolean asked) {
        return !there && (asked || FacesContext.getCurrentInstance().isValidationFailed());
    }

    public boolean isThere() {
        return there;
    }

    /** What may be seen again; null where there is nothing but the secret. */
    public String getId() {
        return id;
    }

    /** The secret; null where there is none. */
    public String getValue() {
        return value;
    }

    /** A command that works when it is pasted; null where there is none. */
    public String getCommand() {
        return command;
    }

    /** An address that works when it is pasted into a browser; null where there is none. */
    public String getAddress() {
        return address;
    }
}
