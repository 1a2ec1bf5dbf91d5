package org.latchkey.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;

/** What others may do, for the services that keep callers from gaining it; whoever asks has decided who may know. */
@ApplicationScoped
public class Powers {

    @PersistenceContext
    private EntityManager entities;

    /** What a user may do in a company, or could do as soon as they are enabled again; nothing where they are no member. */
    public Set<Permission> of(long userId, long companyId) {
        return Set.copyOf(entities.createQuery("""
                        select p from Membership m join m.role r join r.permissions p
                        where m.company.id = :company and m.user.id = :user
                        """, Permission.class)
                .setParameter("company", companyId)
                .setParameter("user", userId)
                .getResultList());
    }

    /** Whether a user who is not disabled may do this in a company now. */
    public boolean allow(long userId, long companyId, Permission permission) {
        return entities.createQuery("""
                                select count(p) from Membership m join m.role r join r.permissions p
                                where m.company.id = :company and m.user.id = :user and m.user.disabledAt is null
                                    and p.resource = :resource and p.action = :action
                                """, Long.class)
                        .setParameter("company", companyId)
                        .setParameter("user", userId)
                        .setParameter("resource", permission.resource())
                        .setParameter("action", permission.action())
                        .getSingleResult()
                > 0;
    }
}
