package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latchkey.account.Action;
import org.latchkey.account.Permission;

/** Says permissions in the user's language. */
@Named
@RequestScoped
public class PermissionWords {

    @Inject
    private Words words;

    /** As {@code Customers: change, Products: view}; change says that view comes with it. */
    public String of(Collection<Permission> permissions) {
        Map<String, Action> highest = new TreeMap<>();
        permissions.forEach(permission -> highest.merge(
                permission.resource(), permission.action(), (one, other) -> one == Action.CHANGE ? one : other));
        return highest.entrySet().stream()
                .map(it -> resource(it.getKey()) + ": "
                        + words.of("action." + it.getValue().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
    }

    /** The name of a resource; those that other applications have added keep their own. */
    public String resource(String name) {
        return words.has("resource." + name) ? words.of("resource." + name) : name;
    }
}
