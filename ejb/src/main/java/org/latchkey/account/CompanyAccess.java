package org.latchkey.account;

import java.time.ZoneId;
import java.util.Set;

/**
 * What the caller is and may do in a company.
 *
 * @param id the company's
 * @param name the company's
 * @param plan what the company has subscribed to
 * @param timeZone in which the company's days begin and end
 * @param role the name of the role that the caller, or the owner of the caller's key, has there
 * @param permissions what the caller may do there now
 */
public record CompanyAccess(
        long id, String name, Plan plan, ZoneId timeZone, String role, Set<Permission> permissions) {

    /** Whether the caller may do this here. */
    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }
}
