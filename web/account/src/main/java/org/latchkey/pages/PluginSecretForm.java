package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.latchkey.apikey.Overlap;
import org.latchkey.plugin.Plugins;

/** Gives a plugin another secret, on its page. It works on with the old one until it is started again. */
@Named
@RequestScoped
public class PluginSecretForm extends Regeneration {

    @Inject
    private Plugins plugins;

    @Inject
    private OnePluginPage page;

    @Inject
    private Notices notices;

    public PluginSecretForm() {
        super("plugins", Overlap.DAY);
    }

    @Override
    void regenerate(UUID id, Integer version, Overlap wanted) {
        plugins.rotate(id, version, wanted);
    }

    /** There is nothing to show: people never see the secret. */
    @Override
    void finish() {
        notices.done("plugins.rotated", page.getPlugin().name());
        close();
    }
}
