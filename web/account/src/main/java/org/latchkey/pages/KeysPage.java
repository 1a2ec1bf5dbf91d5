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
import java.util.function.Consumer;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeyPage;
import org.latchkey.apikey.KeyQuery;
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
    private KeyList list;

    @Inject
    private Place place;

    @Inject
    private Words words;

    private int number = 1;
    private boolean creating;

    private String chosen;
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

    public void revoke() {
        change("keys.revoked", key -> keys.revoke(key.id()));
    }

    public void delete() {
        change("keys.deleted", key -> keys.delete(key.id()));
    }

    private void change(String done, Consumer<KeySummary> deed) {
        try {
            KeySummary key = chosen();
            deed.accept(key);
            tell(FacesMessage.SEVERITY_INFO, words.of(done, key.name()));
        } catch (NotFound e) {
            tell(FacesMessage.SEVERITY_WARN, words.of("keys.gone"));
        }
        load();
    }

    /** By its id among the rows that the user sees: somebody else may have changed the list since. */
    private KeySummary chosen() {
        return getRows().stream()
                .filter(key -> key.id().toString().equals(chosen))
                .findFirst()
                .orElseThrow(() -> new NotFound("key"));
    }

    private static void tell(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, text));
    }

    /** Shows the list as it is now; a page behind the last one becomes the last one. */
    void load() {
        shown = list.list(place.getCompanyId(), KeyQuery.ALL, (number - 1) * ROWS, ROWS);
        if (shown.rows().isEmpty() && number > 1) {
            number = getPages();
            shown = list.list(place.getCompanyId(), KeyQuery.ALL, (number - 1) * ROWS, ROWS);
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

    /** The id of the key that a question is about. */
    public String getChosen() {
        return chosen;
    }

    public void setChosen(String chosen) {
        this.chosen = chosen;
    }

    /** Whether the address asks for a new key. */
    public boolean isCreating() {
        return creating;
    }

    private static int page(String wanted) {
        return wanted != null && wanted.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(wanted) : 1;
    }
}
