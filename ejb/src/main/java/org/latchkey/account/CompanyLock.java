package org.latchkey.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Lets those who count what a company has, to add one more, do so one after the other. */
@ApplicationScoped
public class CompanyLock {

    @PersistenceContext
    private EntityManager entities;

    /** Waits for whoever has it, and keeps it until the current transaction ends; then the next one counts what this one added. */
    public void take(long companyId) {
        entities.createNativeQuery("SELECT id FROM company WHERE id = :company FOR UPDATE")
                .setParameter("company", companyId)
                .getSingleResult();
    }
}
