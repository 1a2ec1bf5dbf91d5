package org.latchkey.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.latchkey.account.MemberChanged;

/** Writes down what is done to members, whose package knows nothing of this one. */
@ApplicationScoped
class MemberEvents {

    @Inject
    private Audit audit;

    void changed(@Observes MemberChanged change) {
        audit.record(
                change.companyId(),
                change.by(),
                new Deed(change.kind(), null, change.name()).with("role", change.role()));
    }
}
