package org.latchkey.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;

/** What companies have subscribed to. */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Plans {

    /** Sets the plan of a company; needs {@code company:change}. Tokens that were issued live on until they expire. */
    public void set(long companyId, Plan plan) {
        throw new UnsupportedOperationException(companyId + " " + plan);
    }
}
