package org.latchkey.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** That a user belongs to a company, and the role they have in it. */
@Entity
@IdClass(Membership.Key.class)
class Membership {

    @Id
    @ManyToOne(optional = false)
    private User user;

    @Id
    @ManyToOne(optional = false)
    private Company company;

    @ManyToOne(optional = false)
    private Role role;

    protected Membership() {}

    Membership(User user, Company company, Role role) {
        this.user = user;
        this.company = company;
        this.role = role;
    }

    /** What the user, or a key that asks only for some of the user's permissions, may do in the company. */
    CompanyAccess access(Predicate<Permission> asked) {
        Set<Permission> permissions = role.permissions().stream().filter(asked).collect(Collectors.toUnmodifiableSet());
        return new CompanyAccess(
                company.id(), company.name(), company.plan(), ZoneId.of(company.timeZone()), role.name(), permissions);
    }

    Member member() {
        return new Member(
                user.id(), user.name(), user.email(), role.name(), user.isDisabled(), user.isServiceOf(company.id()));
    }

    User user() {
        return user;
    }

    Role role() {
        return role;
    }

    void assign(Role another) {
        role = another;
    }

    /** The primary key, as JPA wants it. */
    record Key(Long user, Long company) {}
}
