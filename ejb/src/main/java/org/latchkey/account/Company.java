package org.latchkey.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** A company: everything else belongs to one. */
@Entity
class Company {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Plan plan;

    private String timeZone;

    protected Company() {}

    Company(String name, Plan plan, String timeZone) {
        this.name = name;
        this.plan = plan;
        this.timeZone = timeZone;
    }

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    Plan plan() {
        return plan;
    }

    void subscribe(Plan another) {
        plan = another;
    }

    String timeZone() {
        return timeZone;
    }
}
