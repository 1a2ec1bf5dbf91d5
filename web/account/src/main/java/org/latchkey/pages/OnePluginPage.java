package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.UUID;
import org.latchkey.account.Permission;
import org.latchkey.plugin.Plugins;
import org.latchkey.plugin.RegisteredPlugin;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/** One plugin: how it is started, as whom it acts, what it may do; with all that can be done with it. */
@Named("pluginPage")
@ViewScoped
public class OnePluginPage implements Refreshable, Serializable {

    /** Its address, without company and plugin. */
    static final String PATH = "/api/plugin";

    private static final PageAddress LIST = new PageAddress("/api/plugins");

    @Inject
    private Plugins plugins;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    private UUID id;
    private int version;
    private boolean changeable;

    private transient RegisteredPlugin plugin;

    public void open() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        if (!place.enter(Permission.API_ACCESS_VIEW)) {
            return;
        }
        try {
            id = UUID.fromString(
                    faces.getExternalContext().getRequestParameterMap().getOrDefault("plugin", ""));
            refresh();
            changeable = getPlugin().changeable();
        } catch (IllegalArgumentException | NotFound e) {
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            faces.responseComplete();
        }
    }

    @Override
    public void refresh() {
        plugin = null;
        version = getPlugin().version();
    }

    public void endPrevious() {
        plugins.endPrevious(id);
        refresh();
    }

    public void disable() {
        change(() -> plugins.disable(id, version), "plugins.disabled");
    }

    public void enable() {
        change(() -> plugins.enable(id, version), "plugins.enabled");
    }

    private void change(Runnable deed, String done) {
        try {
            deed.run();
            refresh();
            notices.done(done, getPlugin().name());
        } catch (Conflict e) {
            refresh();
            notices.refused("plugins", e);
        } catch (Forbidden e) {
            notices.refused(e);
        }
    }

    public void delete() throws IOException {
        try {
            plugins.delete(id, version);
        } catch (Conflict e) {
            refresh();
            notices.refused("plugins", e);
            return;
        }
        Redirect.to(
                new PageAddress(LIST.value() + "?company=" + place.getCompanyId()), FacesContext.getCurrentInstance());
    }

    /**
     * The plugin as it is now.
     *
     * @throws NotFound where it is not one of this company
     */
    public RegisteredPlugin getPlugin() {
        if (plugin == null) {
            plugin = plugins.list(place.getCompanyId()).stream()
                    .filter(it -> it.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFound("plugin"));
        }
        return plugin;
    }

    /** Whether to offer changes, as it was when the page was opened: see {@link Place#isChangeable}. */
    public boolean isChangeable() {
        return changeable;
    }

    /** With what the operator starts it: the name as a shell reads it. */
    public String getCommand() {
        String name = getPlugin().name();
        String quoted = name.matches("[A-Za-z0-9._-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
        return "bin/latchkey-plugin " + quoted + " -- COMMAND…";
    }
}
