package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import org.latchkey.account.Access;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;

/** The dialog that makes a key: what stands in its fields, and the answer to its button. */
@Named
@RequestScoped
public class NewKeyForm {

    @Inject
    private Access access;

    @Inject
    private ApiKeys keys;

    @Inject
    private KeysPage page;

    @Inject
    private Place place;

    @Inject
    private ShownOnce once;

    @Inject
    private Proof proof;

    @Inject
    private Notices notices;

    private String name;
    private LocalDate expiresOn;
    private boolean filledIn;
    private SettingsFields fields;

    public void create() {
        if (!proof.given("create")) {
            return;
        }
        try {
            once.show(keys.create(
                    place.getCompanyId(),
                    new NewKey(name, expiresOn, getFields().settings())));
        } catch (Invalid e) {
            notices.beside("create", e);
            return;
        } catch (Forbidden e) {
            notices.beside("create", e);
            return;
        }
        name = null;
        fields = null;
        filledIn = false;
        page.load();
        once.open("create");
    }

    /** Whether the page comes with the dialog open: its address asks for that, or there is something to mend in it. */
    public boolean isOpen() {
        return once.isAwaited(page.isCreating());
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    /** What was filled in, else what the service proposes: empty is an answer too. */
    public LocalDate getExpiresOn() {
        return filledIn ? expiresOn : keys.proposedExpiry(place.getCompanyId());
    }

    public void setExpiresOn(LocalDate expiresOn) {
        this.expiresOn = expiresOn;
        this.filledIn = true;
    }

    /** Whether the company wants every key to expire. */
    public boolean isExpiryDemanded() {
        return keys.demandsExpiry(place.getCompanyId());
    }

    /** What can be changed later. */
    public SettingsFields getFields() {
        if (fields == null) {
            fields = new SettingsFields(
                    KeySettings.DEFAULT,
                    new PermissionGrid(access.resources(), place.getCompany().permissions(), null));
        }
        return fields;
    }
}
