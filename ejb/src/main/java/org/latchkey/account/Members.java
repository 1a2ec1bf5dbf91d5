package org.latchkey.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.Text;

/**
 * Who belongs to a company, and as what. Every method needs {@code company:change} there and throws {@link NotFound} for a
 * company that the caller does not belong to, {@link Forbidden} without the permission, or where a member may do more than
 * the caller.
 *
 * <p>Whatever is changed here holds for the keys of those concerned from their very next request on.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class Members {

    private static final int MOST = 1000;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private KeyRecords records;

    @Inject
    private Event<MemberChanged> changes;

    @Inject
    private Clock clock;

    /** The members of a company by name, at most {@value #MOST}. */
    public List<Member> list(long companyId) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        return entities.createQuery("""
                        select m from Membership m join fetch m.user u join fetch m.role r
                        where m.company.id = :company order by u.name, u.id
                        """, Membership.class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultStream()
                .map(Membership::member)
                .toList();
    }

    /** The service accounts of a company that are not disabled, by name, at most {@value #MOST}. */
    public List<Member> serviceAccounts(long companyId) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        return entities.createQuery("""
                        select m from Membership m join fetch m.user u join fetch m.role r
                        where m.company.id = :company and u.serviceOf = :company and u.disabledAt is null
                        order by u.name, u.id
                        """, Membership.class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultStream()
                .map(Membership::member)
                .toList();
    }

    /** One member of a company. */
    public Member get(long companyId, long userId) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        return membership(companyId, userId).member();
    }

    /**
     * Makes a service account: a user as whom keys and plugins act, with which nobody signs in, and which nobody takes along
     * when leaving.
     *
     * @param name 1 to 100 characters
     * @param role the name of a role of the company whose permissions the caller has too
     * @return the id of its user
     * @throws Invalid with the fields {@code serviceName} and {@code serviceRole}
     */
    public long createServiceAccount(long companyId, String name, String role) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        String stripped = name == null ? "" : name.strip();
        List<Violation> violations =
                new ArrayList<>(Text.violation("serviceName", stripped).stream().toList());
        Optional<Role> found = find(company, role);
        if (found.isEmpty()) {
            violations.add(new Violation("serviceRole", "unknown"));
        }
        Invalid.refuse(violations);
        Role held = found.orElseThrow();
        requireHeld(company, held);
        User service = User.service(companyId, stripped, "service-" + UUID.randomUUID() + "@latchkey.invalid");
        entities.persist(service);
        entities.persist(new Membership(service, held.company(), held));
        tell(companyId, "service-account.created", service, held);
        return service.id();
    }

    /** The names of a company's roles, sorted. */
    public List<String> roles(long companyId) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        return entities.createQuery(
                        "select r.name from Role r where r.company.id = :company order by r.name", String.class)
                .setParameter("company", companyId)
                .setMaxResults(MOST)
                .getResultList();
    }

    /** Gives a member another role, whose permissions the caller has too; not oneself, so that somebody is left. */
    public void assign(long companyId, long userId, String role) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        requireAnother(userId);
        Membership membership = noStronger(company, userId);
        Role held = find(company, role).orElseThrow(() -> new Invalid(List.of(new Violation("role", "unknown"))));
        requireHeld(company, held);
        membership.assign(held);
        records.allChanged();
        tell(companyId, "member.role-changed", membership.user(), membership.role());
    }

    /** Takes a member out of a company; not oneself, so that somebody is left. */
    public void remove(long companyId, long userId) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        requireAnother(userId);
        Membership membership = noStronger(company, userId);
        entities.remove(membership);
        records.allChanged();
        tell(companyId, "member.removed", membership.user(), null);
    }

    /** Disables a member who belongs to this company alone, and with them their keys; not oneself. */
    public void disable(long companyId, long userId) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        requireAnother(userId);
        User user = own(company, userId);
        user.disable(clock.instant());
        records.allChanged();
        tell(companyId, "member.disabled", user, null);
    }

    /** Takes that back. */
    public void enable(long companyId, long userId) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        User user = own(company, userId);
        user.disable(null);
        records.allChanged();
        tell(companyId, "member.enabled", user, null);
    }

    private void tell(long companyId, String kind, User member, Role role) {
        String name = role == null ? null : role.name();
        changes.fire(new MemberChanged(companyId, access.caller(), kind, member.name(), name));
    }

    private User own(CompanyAccess company, long userId) {
        User user = noStronger(company, userId).user();
        long companies = entities.createQuery("select count(m) from Membership m where m.user = :user", Long.class)
                .setParameter("user", user)
                .getSingleResult();
        if (companies > 1) {
            throw new Conflict(
                    "member_elsewhere", "This user belongs to other companies too. Remove them from this one.");
        }
        return user;
    }

    private void requireAnother(long userId) {
        if (access.caller().userId() == userId) {
            throw new Conflict("member_is_caller", "Somebody else has to do this for you.");
        }
    }

    private Membership membership(long companyId, long userId) {
        Membership found = entities.find(Membership.class, new Membership.Key(userId, companyId));
        if (found == null) {
            throw new NotFound("member");
        }
        return found;
    }

    /** Nobody changes the membership of those who may do more than they. */
    private Membership noStronger(CompanyAccess company, long userId) {
        Membership membership = membership(company.id(), userId);
        requireHeld(company, membership.role());
        return membership;
    }

    private Optional<Role> find(CompanyAccess company, String name) {
        return entities.createQuery("select r from Role r where r.company.id = :company and r.name = :name", Role.class)
                .setParameter("company", company.id())
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    /** Nobody gives away more than they have. */
    private static void requireHeld(CompanyAccess company, Role role) {
        role.permissions().stream()
                .filter(permission -> !company.allows(permission))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }
}
