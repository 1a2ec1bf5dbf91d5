package org.latchkey.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to view or to change a resource.
 *
 * @param resource its name, as {@code api-access}
 * @param action what may be done with it
 */
@Embeddable
public record Permission(
        @Column(nullable = false) String resource,

        @Column(nullable = false) @Enumerated(EnumType.STRING)
        Action action) implements Comparable<Permission> {

    /** To see the API keys of a company. */
    public static final Permission API_ACCESS_VIEW = new Permission("api-access", Action.VIEW);

    /** To make, revoke and delete API keys of a company. */
    public static final Permission API_ACCESS_CHANGE = new Permission("api-access", Action.CHANGE);

    /** To see how a company is set up. */
    public static final Permission COMPANY_VIEW = new Permission("company", Action.VIEW);

    /** To administer a company: its policy, its members, and keys that are not one's own. */
    public static final Permission COMPANY_CHANGE = new Permission("company", Action.CHANGE);

    private static final Pattern WORD = Pattern.compile("([a-z][a-z0-9-]{0,49}):(view|change)");

    /** Reads {@code resource:action}; empty where it has another shape. Whether there is such a resource is not looked at. */
    public static Optional<Permission> parse(String word) {
        Matcher matcher = WORD.matcher(word);
        return matcher.matches()
                ? Optional.of(new Permission(
                        matcher.group(1), Action.valueOf(matcher.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** The same permissions, with view for whatever may be changed. */
    public static Set<Permission> withViews(Set<Permission> permissions) {
        Set<Permission> all = new HashSet<>(permissions);
        permissions.forEach(permission -> all.add(new Permission(permission.resource, Action.VIEW)));
        return Set.copyOf(all);
    }

    /** By resource, view before change. */
    @Override
    public int compareTo(Permission other) {
        return Comparator.comparing(Permission::resource)
                .thenComparing(Permission::action)
                .compare(this, other);
    }

    /** As it stands in roles, answers and messages: {@code api-access:view}. */
    @Override
    public String toString() {
        return resource + ":" + action.name().toLowerCase(Locale.ROOT);
    }
}
