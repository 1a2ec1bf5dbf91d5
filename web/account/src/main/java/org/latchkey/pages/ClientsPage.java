package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.Permission;
import org.latchkey.client.Clients;
import org.latchkey.client.DeveloperDetails;
import org.latchkey.client.Developers;
import org.latchkey.client.RegisteredClient;

/** Lists the applications that are registered in a company. */
@Named
@ViewScoped
public class ClientsPage implements Serializable {

    @Inject
    private Clients clients;

    @Inject
    private Developers developers;

    @Inject
    private Place place;

    private boolean creating;

    private transient List<RegisteredClient> rows;
    private transient Optional<DeveloperDetails> developer;

    public void open() throws IOException {
        if (place.enter(Permission.API_ACCESS_VIEW)) {
            creating = place.isChangeable()
                    && FacesContext.getCurrentInstance()
                            .getExternalContext()
                            .getRequestParameterMap()
                            .containsKey("new");
        }
    }

    /** Shows all of it as it is now. */
    void load() {
        rows = null;
        developer = null;
    }

    public List<RegisteredClient> getRows() {
        if (rows == null) {
            rows = clients.list(place.getCompanyId());
        }
        return rows;
    }

    /** What the user has registered as; null where they have not. */
    public DeveloperDetails getDeveloper() {
        if (developer == null) {
            developer = developers.mine();
        }
        return developer.orElse(null);
    }

    /** Whether the address asks for a new application. */
    public boolean isCreating() {
        return creating;
    }
}
