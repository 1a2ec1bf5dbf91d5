package org.latchkey.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeyPage;
import org.latchkey.apikey.KeyQuery;
import org.latchkey.apikey.KeyQuery.Sort;
import org.latchkey.apikey.KeyStatus;
import org.latchkey.apikey.KeySummary;
import org.latchkey.problem.NotFound;

/** Lists the API keys of a company, a page at a time, as its address says; revokes and deletes them. */
@Named
@ViewScoped
public class KeysPage implements Refreshable, Serializable {

    private static final int ROWS = 20;
    private static final int MOST_PAGES = 1_000_000;

    @Inject
    private ApiKeys keys;

    @Inject
    private KeyList list;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    @Inject
    private Asked asked;

    private String search = "";
    private KeyStatus status;
    private Sort sort = Sort.CREATED;
    private boolean descending = true;
    private int number = 1;
    private boolean creating;

    private transient KeyPage shown;
    private transient KeyPage expiring;

    public void open() throws IOException {
        if (place.enterKeys()) {
            Map<String, String> parameters =
                    FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
            search = parameters.getOrDefault("search", "");
            status = one(KeyStatus.values(), parameters.get("status")).orElse(null);
            sort = one(Sort.values(), parameters.get("sort")).orElse(Sort.CREATED);
            descending = parameters.containsKey("sort") ? parameters.containsKey("desc") : true;
            number = pageNumber(parameters.get("page"));
            creating = parameters.containsKey("new") && place.isChangeable();
            load();
        }
    }

    /** What the address says in lower case; anything else is as good as nothing. */
    private static <E extends Enum<E>> Optional<E> one(E[] values, String wanted) {
        return Stream.of(values)
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    public void revoke() {
        change("keys.revoked", ids -> keys.revoke(ids));
    }

    public void delete() {
        change("keys.deleted", ids -> keys.delete(ids));
    }

    private void change(String done, Consumer<List<UUID>> deed) {
        boolean several = false;
        try {
            List<UUID> ids = asked.ids();
            several = ids.size() > 1;
            List<KeySummary> rows = rows(ids);
            deed.accept(rows.stream().map(KeySummary::id).toList());
            if (rows.size() == 1) {
                notices.done(done, rows.get(0).name());
            } else {
                notices.done(done + ".several", rows.size());
            }
        } catch (NotFound e) {
            notices.refused(several ? "overview.gone" : "keys.gone");
        }
        load();
    }

    /** By their ids among the rows that the user sees: somebody else may have changed the list since. */
    private List<KeySummary> rows(List<UUID> ids) {
        List<KeySummary> rows =
                getRows().stream().filter(key -> ids.contains(key.id())).toList();
        if (rows.size() < ids.size()) {
            throw new NotFound("key");
        }
        return rows;
    }

    @Override
    public void refresh() {
        load();
    }

    /** Shows the list as it is now; a page behind the last one becomes the last one. */
    void load() {
        expiring = null;
        KeyQuery query = new KeyQuery(search, status, null, sort, descending);
        shown = list.list(place.getCompanyId(), query, (number - 1) * ROWS, ROWS);
        if (shown.rows().isEmpty() && number > 1) {
            number = getPages();
            shown = list.list(place.getCompanyId(), query, (number - 1) * ROWS, ROWS);
        }
    }

    private KeyPage shown() {
        if (shown == null) {
            load();
        }
        return shown;
    }

    /** The keys that expire soon, on a page that shows all keys. */
    public KeyPage getExpiring() {
        if (expiring == null) {
            expiring = list.expiring(place.getCompanyId());
        }
        return expiring;
    }

    public List<KeySummary> getRows() {
        return shown().rows();
    }

    public long getTotal() {
        return shown().total();
    }

    /** Whether some keys only are asked for. */
    public boolean isFiltered() {
        return !search.isBlank() || status != null;
    }

    public String getSearch() {
        return search;
    }

    public KeyStatus getStatus() {
        return status;
    }

    public List<KeyStatus> getStatuses() {
        return List.of(KeyStatus.values());
    }

    public Sort getSort() {
        return sort;
    }

    public boolean isDescending() {
        return descending;
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

    /** The address of another page of the same list, behind the path. */
    public String to(int page) {
        return query(sort, descending) + (page > 1 ? "&page=" + page : "");
    }

    /** The address of the same list in another order: the other way round where it is sorted by this already. */
    public String by(String column) {
        Sort wanted = Sort.valueOf(column);
        boolean wantedDescending = wanted == sort ? !descending : wanted == Sort.CREATED || wanted == Sort.USED;
        return query(wanted, wantedDescending);
    }

    /** In which direction the list is sorted by a column; null where it is sorted by something else. */
    public String sorted(String column) {
        if (Sort.valueOf(column) != sort) {
            return null;
        }
        return descending ? "descending" : "ascending";
    }

    private String query(Sort by, boolean down) {
        return "?company=" + place.getCompanyId()
                + (search.isBlank() ? "" : "&search=" + URLEncoder.encode(search, UTF_8))
                + (status == null ? "" : "&status=" + lower(status))
                + (by == Sort.CREATED && down ? "" : "&sort=" + lower(by) + (down ? "&desc" : ""));
    }

    /** As it stands in addresses. */
    public static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Whether the address asks for a new key. */
    public boolean isCreating() {
        return creating;
    }

    /** What an address says, from 1; anything else is the first page. */
    static int pageNumber(String wanted) {
        return wanted != null && wanted.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(wanted) : 1;
    }
}
