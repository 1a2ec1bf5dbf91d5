package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latchkey.account.Permission;
import org.latchkey.audit.Activity;
import org.latchkey.audit.ActivityEvent;
import org.latchkey.audit.ActivityRows;
import org.latchkey.audit.Deed;

/** Shows what was done in a company, a page at a time; the address says which of it. */
@Named
@RequestScoped
public class ActivityPage {

    private static final int ROWS = 25;
    private static final Set<String> LIFETIMES = Set.of("accessLifetime", "refreshLifetime");

    @Inject
    private Activity activity;

    @Inject
    private Place place;

    @Inject
    private Words words;

    @Inject
    private PermissionWords permissions;

    @Inject
    private ScopeWords scopes;

    @Inject
    private Moments moments;

    private ActivityQuery query = ActivityQuery.of(name -> null);
    private ActivityRows shown = new ActivityRows(List.of(), false, false);

    public void open() throws IOException {
        if (place.enter(Permission.API_ACCESS_VIEW)) {
            Map<String, String> parameters =
                    FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
            query = ActivityQuery.of(parameters::get);
            shown = rows(parameters.get("before"), parameters.get("after"));
        }
    }

    /** Nothing newer means that these are the newest, whatever the address says. */
    private ActivityRows rows(String before, String after) {
        if (isNumber(after)) {
            ActivityRows newer = activity.newerThan(place.getCompanyId(), query.filter(), Long.parseLong(after), ROWS);
            if (newer.newer()) {
                return newer;
            }
        }
        long end = isNumber(before) ? Long.parseLong(before) : Long.MAX_VALUE;
        return activity.olderThan(place.getCompanyId(), query.filter(), end, ROWS);
    }

    private static boolean isNumber(String place) {
        return place != null && place.matches("[0-9]{1,18}");
    }

    public ActivityQuery getQuery() {
        return query;
    }

    public List<ActivityEvent> getRows() {
        return shown.rows();
    }

    public boolean isNewer() {
        return shown.newer();
    }

    public boolean isOlder() {
        return shown.older();
    }

    public long getFirst() {
        return getRows().get(0).sequence();
    }

    public long getLast() {
        return getRows().get(getRows().size() - 1).sequence();
    }

    public List<String> getKinds() {
        return Deed.KINDS;
    }

    /** As a sentence; a kind that another version has written stands for itself. */
    public String what(ActivityEvent event) {
        String subject = event.subject() == null ? "" : event.subject();
        String text = "activity.did." + event.kind();
        return words.has(text) ? words.of(text, subject) : (event.kind() + " " + subject).strip();
    }

    /** The name of a detail in the user's language, where it has one. */
    public String detail(String name) {
        String text = "activity.detail." + name;
        return words.has(text) ? words.of(text) : name;
    }

    /** The value of a detail in the user's language, where it is one of ours; the rest stands for itself. */
    public String value(String detail, String value) {
        if (detail.equals("permissions")) {
            List<Permission> asked = Stream.of(value.split(" ", -1))
                    .flatMap(word -> Permission.parse(word).stream())
                    .toList();
            if (!asked.isEmpty()) {
                return permissions.of(asked);
            }
        }
        if (detail.equals("scopes")) {
            return scopes.of(List.of(value.split(" ", -1)));
        }
        if (detail.equals("until")) {
            return moment(value);
        }
        String text = detail.equals("plan") ? "plan." : "activity.value." + detail + ".";
        return Stream.of(value.split(" → ", -1))
                .map(one -> LIFETIMES.contains(detail) ? lasting(one) : word(text + one, one))
                .collect(Collectors.joining(" → "));
    }

    private String moment(String time) {
        try {
            return moments.exact(Instant.parse(time), place.getCompany().timeZone());
        } catch (DateTimeException e) {
            return time;
        }
    }

    private String lasting(String time) {
        try {
            return moments.lasting(time);
        } catch (DateTimeException e) {
            return time;
        }
    }

    private String word(String text, String otherwise) {
        return words.has(text) ? words.of(text) : otherwise;
    }

    /** The key that acted: its name, or where this company never had it, its id. */
    public String key(ActivityEvent event) {
        return event.actorKeyName() == null ? event.actorKey().toString() : event.actorKeyName();
    }
}
