package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.latchkey.account.Permission;
import org.latchkey.plugin.Plugins;
import org.latchkey.plugin.RegisteredPlugin;

/** Lists the plugins of a company. */
@Named
@ViewScoped
public class PluginsPage implements Serializable {

    @Inject
    private Plugins plugins;

    @Inject
    private Place place;

    private boolean changeable;
    private boolean creating;

    private transient List<RegisteredPlugin> rows;

    public void open() throws IOException {
        if (place.enter(Permission.API_ACCESS_VIEW)) {
            changeable = place.isAdministered();
            creating = changeable
                    && FacesContext.getCurrentInstance()
                            .getExternalContext()
                            .getRequestParameterMap()
                            .containsKey("new");
        }
    }

    public List<RegisteredPlugin> getRows() {
        if (rows == null) {
            rows = plugins.list(place.getCompanyId());
        }
        return rows;
    }

    /** Whether to offer a new plugin, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    /** Whether the address asks for a new plugin. */
    public boolean isCreating() {
        return creating;
    }
}
