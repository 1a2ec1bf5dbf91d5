package org.latchkey.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Locale;

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
        Action action) {

    /** To see the API keys of a company. */
    public static final Permission API_ACCESS_VIEW = new Permission("api-access", Action.VIEW);

    /** To make, revoke and delete API keys of a company. */
    public static final Permission API_ACCESS_CHANGE = new Permission("api-access", Action.CHANGE);

    /** As it stands in roles, answers and messages: {@code api-access:view}. */
    @Override
    public String toString() {
        return resource + ":" + action.name().toLowerCase(Locale.ROOT);
    }
}
