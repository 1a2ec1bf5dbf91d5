package org.latchkey.audit;

import static jakarta.ejb.TransactionAttributeType.MANDATORY;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;

/** Writes down what is done. */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class Audit {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Clock clock;

    @Inject
    private Origin origin;

    /** Adds an event to the caller's transaction; there must be one. */
    @TransactionAttribute(MANDATORY)
    public void record(long companyId, Caller actor, Deed deed) {
        entities.persist(new AuditEvent(
                clock.instant(), companyId, actor.userId(), actor.key().orElse(null), origin.address(), deed));
    }
}
