package org.latchkey.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** To whom the server writes by itself; nobody is asked for a permission, and nothing of it is shown to anybody. */
@ApplicationScoped
public class Contacts {

    private static final int MOST = 100;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Who answers for what a user owns in a company: the user, or the company's administrators for a service account and
     * for somebody who is disabled or has left.
     */
    public List<Contact> responsible(long companyId, long userId) {
        List<Contact> owner = entities.createQuery("""
                        select u.name, u.email from Membership m join m.user u
                        where u.id = :user and m.company.id = :company and u.disabledAt is null and u.serviceOf is null
                        """, Contact.class)
                .setParameter("user", userId)
                .setParameter("company", companyId)
                .getResultList();
        return owner.isEmpty() ? administrators(companyId) : owner;
    }

    /** Who administers a company, at most {@value #MOST}. */
    public List<Contact> administrators(long companyId) {
        return entities.createQuery("""
                        select u.name, u.email from Membership m join m.user u join m.role r join r.permissions p
                        where m.company.id = :company and p.resource = :resource and p.action = :action
                          and u.disabledAt is null and u.serviceOf is null
                        order by u.id
                        """, Contact.class)
                .setParameter("company", companyId)
                .setParameter("resource", Permission.COMPANY_CHANGE.resource())
                .setParameter("action", Permission.COMPANY_CHANGE.action())
                .setMaxResults(MOST)
                .getResultList();
    }
}
