package org.latchkey.account;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.BatchSize;

/** A named set of permissions in one company. */
@Entity
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
class Role {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @ManyToOne(optional = false)
    private Company company;

    private String name;

    @ElementCollection
    @BatchSize(size = 100)
    @CollectionTable(name = "role_permission", joinColumns = @JoinColumn(name = "role_id"))
    private Set<Permission> permissions = new HashSet<>();

    protected Role() {}

    Role(Company company, String name, Set<Permission> permissions) {
        this.company = company;
        this.name = name;
        this.permissions.addAll(permissions);
    }

    Long id() {
        return id;
    }

    Company company() {
        return company;
    }

    String name() {
        return name;
    }

    Set<Permission> permissions() {
        return permissions;
    }
}
