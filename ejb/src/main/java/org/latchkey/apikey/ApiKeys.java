package org.latchkey.apikey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/**
 * Makes, lists, revokes and deletes API keys.
 *
 * <p>Every method throws {@link NotFound} for a company that the caller does not belong to and for its keys, and
 * {@link Forbidden} where they belong to it and lack the permission that the method names. What a method has answered is
 * in the database, with its audit event.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class ApiKeys {

    private static final int MOST_ROWS = 100;
    private static final List<Violation> TAKEN = List.of(new Violation("name", "taken"));

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /**
     * Some keys of a company, newest first. Needs {@code api-access:view}.
     *
     * @param first how many to pass over, 0 or more
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public KeyPage list(long companyId, int first, int most) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_VIEW);
        Instant now = clock.instant();
        List<KeySummary> rows = entities.createQuery("""
                        select k, u.name, r.name from IssuedKey k
                        join User u on u.id = k.ownerId
                        left join Membership m on m.user = u and m.company.id = k.companyId
                        left join m.role r
                        where k.companyId = :company
                        order by k.createdAt desc, k.id desc
                        """, Object[].class)
                .setParameter("company", companyId)
                .setFirstResult(first)
                .setMaxResults(Math.min(most, MOST_ROWS))
                .getResultStream()
                .map(row -> summary((IssuedKey) row[0], (String) row[1], (String) row[2], company.timeZone(), now))
                .toList();
        return new KeyPage(rows, count(companyId));
    }

    /** The expiry to propose for a new key: one year from today, in the company's time zone. */
    public LocalDate proposedExpiry(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_CHANGE);
        return today(company).plusYears(1);
    }

    /**
     * Makes a key that may do whatever its maker may do in this company. Needs {@code api-access:change}.
     *
     * @return the key itself, which is not stored and can never be had again
     * @throws Invalid where a field breaks a rule of {@link NewKey}, or the name is taken ({@code taken})
     */
    public ApiKey create(long companyId, NewKey wanted) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_CHANGE);
        requireValid(company, wanted);
        Caller caller = access.caller();
        ApiKey key = ApiKey.issue(random);
        entities.persist(new IssuedKey(
                key,
                companyId,
                caller.userId(),
                wanted.name(),
                wanted.notes(),
                clock.instant(),
                wanted.expiresAt(company.timeZone())));
        refuseTakenName();
        audit.record(companyId, caller, new Deed("key.created", key.id(), wanted.name()));
        return key;
    }

    /**
     * Revokes a key: from now on it is refused, and its record stays. Revoking it again changes nothing. Needs
     * {@code api-access:change}.
     */
    public void revoke(UUID id) {
        IssuedKey key = changeable(id);
        Caller caller = access.caller();
        if (key.revoke(caller.userId(), clock.instant())) {
            audit.record(key.companyId(), caller, new Deed("key.revoked", key.id(), key.name()));
        }
    }

    /** Deletes a key: from now on it is refused, and only its audit events stay. Needs {@code api-access:change}. */
    public void delete(UUID id) {
        IssuedKey key = changeable(id);
        entities.remove(key);
        audit.record(key.companyId(), access.caller(), new Deed("key.deleted", key.id(), key.name()));
    }

    /** The key with which this request was authenticated. */
    @RolesAllowed(Access.KEY_ROLE)
    public KeyDescription presented() {
        IssuedKey key = access.caller()
                .key()
                .map(id -> entities.find(IssuedKey.class, id))
                .orElseThrow(() -> new NotFound("key"));
        return new KeyDescription(key.id(), key.name(), key.expiresAt());
    }

    /** Same answer for another company's key as for a missing one: existence stays private. */
    private IssuedKey changeable(UUID id) {
        // Locked, so that of two who revoke or delete it at once the second sees what the first has done.
        IssuedKey key = entities.find(IssuedKey.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (key == null || access.companies().stream().noneMatch(it -> it.id() == key.companyId())) {
            throw new NotFound("key");
        }
        access.require(key.companyId(), Permission.API_ACCESS_CHANGE);
        return key;
    }

    private void requireValid(CompanyAccess company, NewKey wanted) {
        List<Violation> violations = wanted.violations(today(company));
        if (violations.isEmpty() && isTaken(company.id(), wanted.name())) {
            violations = TAKEN;
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
    }

    private boolean isTaken(long companyId, String name) {
        return entities.createQuery(
                                "select count(k) from IssuedKey k where k.companyId = :company and k.name = :name",
                                Long.class)
                        .setParameter("company", companyId)
                        .setParameter("name", name)
                        .getSingleResult()
                > 0;
    }

    /** The unique index has the last word: of two requests at once only one can have the name. */
    private void refuseTakenName() {
        try {
            entities.flush();
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            throw new Invalid(TAKEN);
        }
    }

    private long count(long companyId) {
        return entities.createQuery("select count(k) from IssuedKey k where k.companyId = :company", Long.class)
                .setParameter("company", companyId)
                .getSingleResult();
    }

    private LocalDate today(CompanyAccess company) {
        return LocalDate.ofInstant(clock.instant(), company.timeZone());
    }

    private static KeySummary summary(IssuedKey key, String owner, String role, ZoneId zone, Instant now) {
        LocalDate expiresOn = key.expiresAt() == null
                ? null
                : LocalDate.ofInstant(key.expiresAt().minusNanos(1), zone);
        return new KeySummary(
                key.id(),
                key.name(),
                key.hint(),
                owner,
                role,
                KeyStatus.of(key, now),
                expiresOn,
                key.lastUsedAt(),
                key.notes(),
                key.createdAt());
    }
}
