package org.latchkey.pages;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.CompanyAccess;

/** The company that the user looked at last, for addresses that name none. */
@SessionScoped
class LastCompany implements Serializable {

    private long id;

    void set(long companyId) {
        id = companyId;
    }

    /** Whether it is this one. */
    boolean is(long companyId) {
        return id == companyId;
    }

    /** One of these: the last one, else the first. */
    Optional<CompanyAccess> among(List<CompanyAccess> companies) {
        return companies.stream()
                .filter(company -> company.id() == id)
                .findFirst()
                .or(() -> companies.stream().findFirst());
    }
}
