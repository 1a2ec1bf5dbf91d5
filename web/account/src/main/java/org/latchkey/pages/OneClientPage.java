package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Permission;
import org.latchkey.client.Clients;
import org.latchkey.client.RegisteredClient;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;
import org.primefaces.PrimeFaces;

/** One application: what it may do and how it is reached; with all that can be done with it. */
@Named("clientPage")
@ViewScoped
public class OneClientPage implements Refreshable, Serializable {

    private static final PageAddress LIST = new PageAddress("/api/clients");

    @Inject
    private Access access;

    @Inject
    private Clients clients;

    @Inject
    private Place place;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private UUID id;
    private int version;
    private boolean changeable;
    private ClientFields fields;

    private transient RegisteredClient client;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (!place.enter(Permission.API_ACCESS_VIEW)) {
            return;
        }
        try {
            id = UUID.fromString(
                    faces.getExternalContext().getRequestParameterMap().getOrDefault("client", ""));
            if (getClient().companyId() != place.getCompanyId()) {
                throw new NotFound("client");
            }
            changeable = getClient().changeable();
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
        client = null;
        version = getClient().version();
        fields = new ClientFields(getClient().settings(), access.resources());
    }

    public void save() {
        if (!proof.given("edit")) {
            return;
        }
        try {
            clients.edit(id, version, fields.settings());
        } catch (Invalid e) {
            notices.beside("edit", "client", e);
            return;
        } catch (Conflict e) {
            // What was typed stays, beside what the application has become.
            client = null;
            notices.refused("clients", e);
            return;
        }
        refresh();
        notices.done("client.saved");
    }

    public void endPrevious() {
        clients.endPrevious(id);
        refresh();
    }

    public void disable() {
        change(() -> clients.disable(id, version), "clients.disabled");
    }

    public void enable() {
        change(() -> clients.enable(id, version), "clients.enabled");
    }

    private void change(Runnable deed, String done) {
        try {
            deed.run();
            refresh();
            notices.done(done, getClient().settings().name());
        } catch (Conflict e) {
            refresh();
            notices.refused("clients", e);
        }
    }

    public void delete() throws IOException {
        try {
            clients.delete(id, version);
        } catch (Conflict e) {
            refresh();
            notices.refused("clients", e);
            return;
        }
        Redirect.to(
                new PageAddress(LIST.value() + "?company=" + place.getCompanyId()), FacesContext.getCurrentInstance());
    }

    public RegisteredClient getClient() {
        if (client == null) {
            client = clients.get(id);
        }
        return client;
    }

    /** Whether to offer changes, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    /** Whether it should prove itself by a secret and was never given one, since it had keys before. */
    public boolean isSecretMissing() {
        return getClient().settings().hasSecret() && getClient().hint() == null;
    }

    public ClientFields getFields() {
        return fields;
    }
}
