package org.latchkey.api.odata;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.IntFunction;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.UnitOfWork;
import org.latchkey.realm.RateLimits;

/**
 * What answers a request.
 *
 * @param limit takes so many more requests from what the company has left of its plan
 */
record Services(
        Catalog catalog,
        UnitOfWork unitOfWork,
        Access access,
        Clock clock,
        SecureRandom random,
        IntFunction<RateLimits.Left> limit) {

    /** The one company in which the credential acts here. */
    long companyId() {
        return access.companyOfCredential();
    }

    /** The same with its name. */
    CompanyAccess company() {
        return access.company(companyId());
    }
}
