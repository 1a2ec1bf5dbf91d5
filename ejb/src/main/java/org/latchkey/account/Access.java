package org.latchkey.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.latchkey.realm.ApiKeyRealm;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;

/** Decides who calls and what they may do, from the database as it is now. */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class Access {

    /** The role of everybody who signed in with a password. */
    public static final String USER_ROLE = "user";

    /** The role of every request that presents a key. */
    public static final String KEY_ROLE = ApiKeyRealm.KEY_ROLE;

    @PersistenceContext
    private EntityManager entities;

    /**
     * Who calls.
     *
     * @throws NotFound where the user is disabled or gone since they signed in
     */
    public Caller caller() {
        SecurityIdentity identity = identity();
        String email = identity.getPrincipal().getName();
        return entities.createQuery("select u from User u where u.email = :email and u.disabledAt is null", User.class)
                .setParameter("email", email)
                .getResultStream()
                .findFirst()
                .map(user -> new Caller(user.id(), user.email(), user.name(), key(identity)))
                .orElseThrow(() -> new NotFound("user"));
    }

    /** The companies in which the caller acts, by name: a user in all of theirs, a key in its own. */
    public List<CompanyAccess> companies() {
        Optional<Long> only =
                attribute(identity(), ApiKeyRealm.COMPANY_ATTRIBUTE).map(Long::valueOf);
        return entities.createQuery("""
                        select distinct m from Membership m
                        join fetch m.company c
                        join fetch m.role r
                        left join fetch r.permissions
                        where m.user.id = :user
                        order by c.name, c.id
                        """, Membership.class)
                .setParameter("user", caller().userId())
                .getResultStream()
                .map(Membership::access)
                .filter(company -> only.isEmpty() || only.get() == company.id())
                .toList();
    }

    /**
     * What the caller is in a company, provided that they may do this there.
     *
     * @throws NotFound where the caller does not belong to the company, or there is none
     * @throws Forbidden where they belong to it and lack the permission
     */
    public CompanyAccess require(long companyId, Permission permission) {
        CompanyAccess company = companies().stream()
                .filter(it -> it.id() == companyId)
                .findFirst()
                .orElseThrow(() -> new NotFound("company"));
        if (!company.allows(permission)) {
            throw new Forbidden(permission.toString());
        }
        return company;
    }

    private static SecurityIdentity identity() {
        return SecurityDomain.getCurrent().getCurrentSecurityIdentity();
    }

    private static Optional<UUID> key(SecurityIdentity identity) {
        return attribute(identity, ApiKeyRealm.KEY_ATTRIBUTE).map(UUID::fromString);
    }

    private static Optional<String> attribute(SecurityIdentity identity, String name) {
        return identity.getAttributes().containsKey(name)
                ? Optional.of(identity.getAttributes().getFirst(name))
                : Optional.empty();
    }
}
