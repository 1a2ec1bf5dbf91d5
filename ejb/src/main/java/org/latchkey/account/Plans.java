package org.latchkey.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/** What companies have subscribed to; {@link CompanyAccess#plan} tells it. */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Plans {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Event<PlanChanged> changes;

    /** The plan of the company to which the presented key or access token belongs. */
    @RolesAllowed({Access.KEY_ROLE, Access.TOKEN_ROLE})
    public Plan ofCredential() {
        return entities.createQuery("select c.plan from Company c where c.id = :id", Plan.class)
                .setParameter("id", access.companyOfCredential())
                .getSingleResult();
    }

    /**
     * Sets the plan of a company. Needs {@code company:change}. Tokens that were issued live on until they expire.
     *
     * @throws NotFound where the caller does not belong to the company
     * @throws Forbidden without the permission
     */
    public void set(long companyId, Plan plan) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        Company company = entities.find(Company.class, companyId);
        // Read anew: of two who change it at once the second writes down what the first has set.
        entities.refresh(company, LockModeType.PESSIMISTIC_WRITE);
        Plan before = company.plan();
        if (before != plan) {
            company.subscribe(plan);
            changes.fire(new PlanChanged(companyId, access.caller(), before, plan));
        }
    }
}
