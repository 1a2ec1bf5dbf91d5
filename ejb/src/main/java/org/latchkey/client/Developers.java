package org.latchkey.client;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.Permission;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Unique;

/** Registers users as developers of applications. People only: a key registers nobody. */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Developers {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    /** What the caller has registered as; empty where they have not. */
    public Optional<DeveloperDetails> mine() {
        return Optional.ofNullable(
                        entities.find(Developer.class, access.caller().userId()))
                .map(Developer::details);
    }

    /** Who is behind a client, as every user is told that it asks. */
    public DeveloperDetails of(Client client) {
        return entities.find(Developer.class, client.ownerId()).details();
    }

    /**
     * Registers the caller as a developer; where they are one, nothing changes. Needs {@code api-access:change} in the
     * company whose page they do it on, which writes it down.
     *
     * @param terms whether they have accepted the terms
     * @throws Invalid with the fields {@code name}, {@code contact} and {@code terms}
     */
    public void register(long companyId, DeveloperDetails details, boolean terms) {
        access.require(companyId, Permission.API_ACCESS_CHANGE);
        List<Violation> violations = Developer.violations(details);
        if (!terms) {
            violations.add(new Violation("terms", "required"));
        }
        Invalid.refuse(violations);
        Caller caller = access.caller();
        if (entities.find(Developer.class, caller.userId()) == null) {
            entities.persist(new Developer(caller.userId(), details, clock.instant()));
            Unique.flush(entities, new Violation("name", "taken"));
            record(companyId, caller, "developer.registered", details);
        }
    }

    /**
     * Changes what the caller has registered as; they have accepted the terms before.
     *
     * @throws Invalid with the fields {@code name} and {@code contact}
     * @throws Conflict where the caller is no developer ({@code not_a_developer})
     */
    public void change(long companyId, DeveloperDetails details) {
        access.require(companyId, Permission.API_ACCESS_CHANGE);
        Invalid.refuse(Developer.violations(details));
        Caller caller = access.caller();
        Developer developer = entities.find(Developer.class, caller.userId());
        if (developer == null) {
            throw notADeveloper();
        }
        developer.change(details);
        record(companyId, caller, "developer.changed", details);
    }

    static Conflict notADeveloper() {
        return new Conflict("not_a_developer", "Register as a developer first.");
    }

    private void record(long companyId, Caller caller, String kind, DeveloperDetails details) {
        audit.record(companyId, caller, new Deed(kind, null, details.name()).with("contact", details.contact()));
    }
}
