package org.latchkey.pages;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyPage;
import org.latchkey.apikey.KeySummary;
import org.latchkey.problem.NotFound;

/** Lists the API keys of a company, a page at a time; revokes and deletes them. */
@Named
@ViewScoped
public class KeysPage implements Serializable {

    private static final int ROWS = 20;
    private static final int MOST_PAGES = 1_000_000;

    @Inject
    private ApiKeys keys;

    @Inject
    private Place place;

    @Inject
    private Words words;

    private int number = 1;
    private boolean creating;

    // What the user sees: a button must act on its row even where somebody else has changed the list since.
    private transient KeyPage shown;

    public void open() throws IOException {
        if (place.enter(Permission.API_ACCESS_VIEW)) {
            Map<String, String> parameters =
                    FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
            number = page(parameters.get("page"));
            creating = parameters.containsKey("new") && place.isChangeable();
            load();
        }
    }

    public void revoke(KeySummary key) {
        change(() -> keys.revoke(key.id()), words.of("keys.revoked", key.name()));
    }

    public void delete(KeySummary key) {
        change(() -> keys.delete(key.id()), words.of("keys.deleted", key.name()));
    }

    private void change(Runnable deed, String done) {
        try {
            deed.run();
            tell(FacesMessage.SEVERITY_INFO, done);
        } catch (NotFound e) {
            tell(FacesMessage.SEVERITY_WARN, words.of("keys.gone"));
        }
        load();
    }

    private static void tell(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, text));
    }

    /** Shows the list as it is now; a page behind the last one becomes the last one. */
    void load() {
        shown = keys.list(place.getCompanyId(), (number - 1) * ROWS, ROWS);
        if (shown.rows().isEmpty() && number > 1) {
            number = getPages();
            shown = keys.list(place.getCompanyId(), (number - 1) * ROWS, ROWS);
        }
    }

    private KeyPage shown() {
        if (shown == null) {
            load();
        }
        return shown;
    }

    public List<KeySummary> getRows() {
        return shown().rows();
    }

    public long getTotal() {
        return shown().total();
    }

    public int getNumber() {
        return number;
    }

    public int getPages() {
        return Math.max(1, (int) Math.min(MOST_PAGES, (getTotal() + ROWS - 1) / ROWS));
    }

    public long getFirst() {
        return (long) (number - 1) * ROWS + 1;
    }

    public long getLast() {
        return getFirst() + getRows().size() - 1;
    }

    /** Whether the address asks for a new key. */
    public boolean isCreating() {
        return creating;
    }

    private static int page(String wanted) {
        return wanted != null && wanted.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(wanted) : 1;
    }
}
