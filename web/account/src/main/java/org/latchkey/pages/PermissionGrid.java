package org.latchkey.pages;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latchkey.account.Action;
import org.latchkey.account.Permission;

/** What a key asks for, as people choose it: everything, or by resource what to view and what to change. */
public class PermissionGrid implements Serializable {

    private final List<Row> rows;
    private final Map<String, Boolean> view = new HashMap<>();
    private final Map<String, Boolean> change = new HashMap<>();
    private boolean everything;

    /**
     * Begins with what a key asks for.
     *
     * @param resources in the order of the rows
     * @param givable what may be chosen
     * @param asked what is chosen, and may stay so whatever may be chosen; null for everything
     */
    PermissionGrid(List<String> resources, Collection<Permission> givable, Set<Permission> asked) {
        everything = asked == null;
        Set<Permission> open = new HashSet<>(givable);
        if (asked != null) {
            open.addAll(asked);
            asked.forEach(permission -> of(permission.action()).put(permission.resource(), true));
        }
        rows = resources.stream()
                .map(resource -> new Row(
                        resource,
                        open.contains(new Permission(resource, Action.VIEW)),
                        open.contains(new Permission(resource, Action.CHANGE))))
                .toList();
    }

    private Map<String, Boolean> of(Action action) {
        return action == Action.VIEW ? view : change;
    }

    /** What is chosen; null for everything. */
    Set<Permission> permissions() {
        if (everything) {
            return null;
        }
        Set<Permission> chosen = new HashSet<>();
        for (Row row : rows) {
            if (Boolean.TRUE.equals(view.get(row.resource))) {
                chosen.add(new Permission(row.resource, Action.VIEW));
            }
            if (Boolean.TRUE.equals(change.get(row.resource))) {
                chosen.add(new Permission(row.resource, Action.CHANGE));
            }
        }
        return chosen;
    }

    public List<Row> getRows() {
        return rows;
    }

    public boolean isEverything() {
        return everything;
    }

    public void setEverything(boolean everything) {
        this.everything = everything;
    }

    /** By resource. */
    public Map<String, Boolean> getView() {
        return view;
    }

    /** By resource. */
    public Map<String, Boolean> getChange() {
        return change;
    }

    /**
     * A resource.
     *
     * @param resource its name
     * @param viewable whether view may be chosen
     * @param changeable whether change may be chosen
     */
    public record Row(String resource, boolean viewable, boolean changeable) implements Serializable {}
}
