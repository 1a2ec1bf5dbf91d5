package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.latchkey.account.Permission;
import org.latchkey.credential.Scopes;

/** Says in the user's language what scopes allow. */
@Named
@RequestScoped
public class ScopeWords {

    private static final Set<String> BROAD = Set.of(Scopes.READ, Scopes.WRITE);

    @Inject
    private Words words;

    @Inject
    private PermissionWords permissions;

    /** In two or three words, as {@code Customers: change}. */
    public String name(String scope) {
        if (BROAD.contains(scope)) {
            return words.of("scope." + scope);
        }
        return Permission.parse(scope)
                .map(permission -> permissions.of(Set.of(permission)))
                .orElse(scope);
    }

    /** In a sentence; empty where its name says it all. */
    public String help(String scope) {
        return BROAD.contains(scope) ? words.of("scope." + scope + ".help") : "";
    }

    /** The names of several. */
    public String of(Collection<String> scopes) {
        return essential(scopes).stream().map(this::name).collect(Collectors.joining(", "));
    }

    /** Those to be told of several, sorted: whoever may change may view, which needs no words. */
    public List<String> essential(Collection<String> scopes) {
        return scopes.stream()
                .filter(scope -> !scopes.contains(wider(scope)))
                .sorted()
                .toList();
    }

    /** The scope that comes with this one and more; no scope at all where there is none. */
    private static String wider(String scope) {
        if (scope.equals(Scopes.READ)) {
            return Scopes.WRITE;
        }
        return scope.endsWith(":view") ? scope.substring(0, scope.length() - "view".length()) + "change" : "";
    }
}
