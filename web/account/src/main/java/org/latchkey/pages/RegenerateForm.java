package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.Overlap;

/** Gives a key another secret; on the list and on the page of one key. */
@Named
@RequestScoped
public class RegenerateForm extends Regeneration {

    @Inject
    private ApiKeys keys;

    @Inject
    private ShownOnce once;

    private boolean untilUsed;

    public RegenerateForm() {
        super("keys", Overlap.NONE);
    }

    @Override
    void regenerate(UUID id, Integer version, Overlap wanted) {
        once.show(keys.regenerate(id, version, wanted, untilUsed));
    }

    public boolean isUntilUsed() {
        return untilUsed;
    }

    public void setUntilUsed(boolean untilUsed) {
        this.untilUsed = untilUsed;
    }
}
