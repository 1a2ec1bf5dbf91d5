package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.latchkey.account.Access;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Clients;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;

/** The dialog that registers an application. */
@Named
@RequestScoped
public class NewClientForm {

    @Inject
    private Access access;

    @Inject
    private Clients clients;

    @Inject
    private ClientsPage page;

    @Inject
    private Place place;

    @Inject
    private ShownOnce once;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private ClientFields fields;

    public void create() {
        if (!proof.given("create")) {
            return;
        }
        ClientSettings wanted = getFields().settings();
        try {
            once.show(clients.create(place.getCompanyId(), wanted), wanted);
        } catch (Invalid e) {
            notices.beside("create", "client", e);
            return;
        } catch (Conflict e) {
            notices.refused("clients", e);
            return;
        }
        fields = null;
        page.load();
        once.open("create");
    }

    /** Whether the page comes with the dialog open: its address asks for that, or there is something to mend in it. */
    public boolean isOpen() {
        return once.isAwaited(page.isCreating());
    }

    public ClientFields getFields() {
        if (fields == null) {
            fields = ClientFields.usual(access.resources());
        }
        return fields;
    }
}
