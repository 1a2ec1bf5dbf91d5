package org.latchkey.pages;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.Finding;
import org.latchkey.apikey.KeyFindings;
import org.latchkey.apikey.KeyOverview;
import org.latchkey.apikey.KeyOverview.Section;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;

/** Shows which keys somebody should look at: some of each section, or all of one. */
@Named
@ViewScoped
public class OverviewPage implements Serializable {

    private static final int FEW = 10;
    private static final int ROWS = KeyFindings.MOST_ROWS;

    @Inject
    private KeyFindings findings;

    @Inject
    private ApiKeys keys;

    @Inject
    private Place place;

    @Inject
    private Notices notices;

    @Inject
    private Asked asked;

    private Finding only;
    private int number = 1;

    private transient KeyOverview shown;

    public void open() throws IOException {
        if (place.enter(Permission.API_ACCESS_VIEW)) {
            Map<String, String> parameters =
                    FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
            only = finding(parameters.get("finding"));
            number = KeysPage.pageNumber(parameters.get("page"));
        }
    }

    public void revoke() {
        try {
            notices.done("overview.revoked", keys.revoke(asked.ids()));
        } catch (NotFound | Invalid e) {
            notices.refused("overview.gone");
        }
        shown = null;
    }

    private KeyOverview shown() {
        if (shown == null) {
            shown = only == null ? findings.overview(place.getCompanyId(), FEW) : page();
        }
        return shown;
    }

    /** One section; a page behind the last one becomes the last one. */
    private KeyOverview page() {
        Section section = findings.section(place.getCompanyId(), only, (number - 1) * ROWS, ROWS);
        if (section.rows().isEmpty() && section.total() > 0) {
            number = (int) pages(section);
            section = findings.section(place.getCompanyId(), only, (number - 1) * ROWS, ROWS);
        }
        return new KeyOverview(section.total(), section.total(), section.total() == 0 ? List.of() : List.of(section));
    }

    private static long pages(Section section) {
        return (section.total() + ROWS - 1) / ROWS;
    }

    public List<Section> getSections() {
        return shown().sections();
    }

    public long getAccepted() {
        return shown().accepted();
    }

    public long getConcerned() {
        return shown().concerned();
    }

    /** The only finding that is asked for; null for all. */
    public Finding getOnly() {
        return only;
    }

    public int getNumber() {
        return number;
    }

    public long getFirst() {
        return (long) (number - 1) * ROWS + 1;
    }

    /** Whether there are rows before these. */
    public boolean isFollowing() {
        return only != null && number > 1;
    }

    /** Whether there are rows behind these. */
    public boolean isFollowed() {
        return only != null
                && !getSections().isEmpty()
                && number < pages(getSections().get(0));
    }

    /** A finding as it stands in addresses, as {@code never-used}. */
    public String wordOf(Finding finding) {
        return word(finding);
    }

    private static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Finding finding(String word) {
        return Stream.of(Finding.values())
                .filter(finding -> word(finding).equals(word))
                .findFirst()
                .orElse(null);
    }
}
