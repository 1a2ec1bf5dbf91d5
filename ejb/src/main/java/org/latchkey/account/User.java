package org.latchkey.account;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A person who signs in, or a service account. The password is written here and read by Elytron's jdbc-realm only. */
@Entity
@Table(name = "user_account")
@SuppressWarnings("UnusedVariable") // Some columns are only written here and read in SQL.
class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String email;
    private String name;
    private String password;
    private Instant disabledAt;
    private Long serviceOf;

    protected User() {}

    User(String email, String name, String passwordHash) {
        this.email = email;
        this.name = name;
        this.password = passwordHash;
    }

    /** A service account of a company: nobody signs in with it, and no mail reaches its address. */
    static User service(long companyId, String name, String email) {
        User service = new User(email, name, "");
        service.serviceOf = companyId;
        return service;
    }

    Long id() {
        return id;
    }

    String email() {
        return email;
    }

    String name() {
        return name;
    }

    boolean isDisabled() {
        return disabledAt != null;
    }

    void disable(Instant at) {
        disabledAt = at;
    }

    /** Whether it is a service account of this company. */
    boolean isServiceOf(long companyId) {
        return serviceOf != null && serviceOf == companyId;
    }
}
