package org.latchkey.api.odata;

import java.time.Clock;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.UnitOfWork;

/** What answers a request. */
record Services(Catalog catalog, UnitOfWork unitOfWork, Access access, Clock clock) {

    /** The one company in which the credential acts here. */
    long companyId() {
        return access.companyOfCredential();
    }

    /** The same with its name. */
    CompanyAccess company() {
        return access.company(companyId());
    }
}
