package org.latchkey.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;

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

    CompanyAccess access() {
        return new CompanyAccess(
                company.id(), company.name(), company.plan(), company.timeZone(), role.name(), role.permissions());
    }

    /** The primary key, as JPA wants it. */
    record Key(Long user, Long company) {}
}
