package org.latchkey.pages;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.account.Action;
import org.latchkey.account.Permission;
import org.latchkey.credential.Scopes;

/** The fields for what an application or a plugin may do: all that somebody else may, or by resource. */
public class ScopeFields implements Serializable {

    private static final List<String> BROAD = List.of(Scopes.READ, Scopes.WRITE);

    private final PermissionGrid grid;
    private List<String> broad;

    ScopeFields(Collection<String> scopes, List<String> resources) {
        this.grid = new PermissionGrid(resources, delegable(resources), precise(scopes));
        // Faces makes another one of the same class for what is chosen.
        this.broad = BROAD.stream().filter(scopes::contains).collect(Collectors.toCollection(ArrayList::new));
    }

    private static Set<Permission> delegable(Collection<String> resources) {
        return resources.stream()
                .flatMap(resource -> Arrays.stream(Action.values()).map(action -> new Permission(resource, action)))
                .filter(permission -> !Scopes.NEVER_DELEGATED.contains(permission.toString()))
                .collect(Collectors.toSet());
    }

    private static Set<Permission> precise(Collection<String> scopes) {
        return scopes.stream()
                .flatMap(scope -> Permission.parse(scope).stream())
                .collect(Collectors.toSet());
    }

    Set<String> chosen() {
        Set<String> chosen = new HashSet<>(broad);
        grid.permissions().forEach(permission -> chosen.add(permission.toString()));
        return chosen;
    }

    /** Scopes for a resource. */
    public PermissionGrid getGrid() {
        return grid;
    }

    /** Whether any scope is for a resource. */
    public boolean isPrecise() {
        return !grid.permissions().isEmpty();
    }

    /** Scopes for all resources. */
    public List<String> getBroad() {
        return broad;
    }

    public void setBroad(List<String> broad) {
        this.broad = new ArrayList<>(broad);
    }

    public List<String> getEveryBroad() {
        return BROAD;
    }
}
