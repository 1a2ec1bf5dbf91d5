package org.latchkey.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.latchkey.account.MemberChanged;
import org.latchkey.account.PlanChanged;

/** Writes down what is done to companies and their members, whose package knows nothing of this one. */
@ApplicationScoped
class CompanyEvents {

    @Inject
    private Audit audit;

    void changed(@Observes MemberChanged change) {
        audit.record(
                change.companyId(),
                change.by(),
                new Deed(change.kind(), null, change.name()).with("role", change.role()));
    }

    void changed(@Observes PlanChanged change) {
        audit.record(
                change.companyId(),
                change.by(),
                new Deed("company.plan-changed", null, null).with("plan", change.from() + " → " + change.to()));
    }
}
