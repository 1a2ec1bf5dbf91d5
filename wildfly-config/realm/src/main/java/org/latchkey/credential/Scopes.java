package org.latchkey.credential;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What scopes delegate: {@value #READ} to view everything, {@value #WRITE} to view and change everything, and {@code
 * resource:view} or {@code resource:change} one resource, where whoever may change it may view it.
 *
 * <p>A scope gives nothing by itself: a token may do what its scopes allow and its user may do.
 */
public final class Scopes {

    /** Allows to view everything. */
    public static final String READ = "read";

    /** Allows to view and change everything but {@link #NEVER_DELEGATED}. */
    public static final String WRITE = "write";

    /**
     * What no scope allows: whoever may give out credentials or change what people may do could outlive every
     * revocation.
     */
    public static final Set<String> NEVER_DELEGATED = Set.of("api-access:change", "company:change");

    private static final String VIEW = ":view";
    private static final String CHANGE = ":change";

    private Scopes() {}

    /**
     * Whether scopes allow a permission.
     *
     * @param scopes of any content: what is no scope allows nothing
     * @param permission as {@code resource:view} or {@code resource:change}; nothing else is ever allowed
     */
    public static boolean allows(Set<String> scopes, String permission) {
        if (NEVER_DELEGATED.contains(permission)) {
            return false;
        }
        if (permission.endsWith(CHANGE)) {
            return scopes.contains(WRITE) || scopes.contains(permission);
        }
        if (permission.endsWith(VIEW)) {
            String resource = permission.substring(0, permission.length() - VIEW.length());
            return scopes.contains(READ)
                    || scopes.contains(WRITE)
                    || scopes.contains(permission)
                    || scopes.contains(resource + CHANGE);
        }
        return false;
    }

    /** Whether a word is a scope, given the names of what permissions may speak of. */
    public static boolean isKnown(String scope, Collection<String> resources) {
        return scope.equals(READ)
                || scope.equals(WRITE)
                || (!NEVER_DELEGATED.contains(scope)
                        && resources.stream()
                                .anyMatch(
                                        resource -> scope.equals(resource + VIEW) || scope.equals(resource + CHANGE)));
    }

    /** Those of some permissions that scopes allow. */
    public static Set<String> allowed(Set<String> scopes, Set<String> permissions) {
        Predicate<String> allowed = permission -> allows(scopes, permission);
        return permissions.stream().filter(allowed).collect(Collectors.toUnmodifiableSet());
    }
}
