package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.latchkey.client.DeveloperDetails;
import org.latchkey.client.Developers;
import org.latchkey.problem.Invalid;
import org.primefaces.PrimeFaces;

/** Registers the user as a developer, before their first application; and changes later what they have registered as. */
@Named
@RequestScoped
public class DeveloperForm {

    @Inject
    private Developers developers;

    @Inject
    private ClientsPage page;

    @Inject
    private Place place;

    @Inject
    private Me me;

    @Inject
    private Notices notices;

    private DeveloperDetails proposed;
    private String name;
    private String contact;
    private boolean filledIn;
    private boolean terms;

    /** Registers; the dialog then goes on with the application. */
    public void register() {
        if (saved("developer", () -> developers.register(place.getCompanyId(), details(), terms))) {
            PrimeFaces.current().ajax().update("step", "registrant");
            PrimeFaces.current().executeScript("PF('createDialog').applyFocus()");
        }
    }

    public void change() {
        if (saved("developerForm", () -> developers.change(place.getCompanyId(), details()))) {
            PrimeFaces.current().ajax().update("shown", "registrant");
            PrimeFaces.current().executeScript("PF('developerDialog').hide()");
            notices.done("developer.saved");
        }
    }

    private DeveloperDetails details() {
        return new DeveloperDetails(name, contact);
    }

    private boolean saved(String form, Runnable deed) {
        try {
            deed.run();
        } catch (Invalid e) {
            notices.beside(form, "developer", e);
            return false;
        }
        page.load();
        return true;
    }

    /** What was registered before, else the company and the address that the user signs in with. */
    private DeveloperDetails proposed() {
        if (proposed == null) {
            proposed = page.getDeveloper() == null
                    ? new DeveloperDetails(
                            place.getCompany().name(), me.getCaller().email())
                    : page.getDeveloper();
        }
        return proposed;
    }

    public String getName() {
        return filledIn ? name : proposed().name();
    }

    public void setName(String name) {
        this.name = name;
        this.filledIn = true;
    }

    public String getContact() {
        return filledIn ? contact : proposed().contact();
    }

    public void setContact(String contact) {
        this.contact = contact;
    }

    public boolean isTerms() {
        return terms;
    }

    public void setTerms(boolean terms) {
        this.terms = terms;
    }
}
