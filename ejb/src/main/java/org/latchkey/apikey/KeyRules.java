package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.account.Powers;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/**
 * Who may do what with a key; each rule stands here once.
 *
 * <ul>
 *   <li>Who has {@code api-access:view} sees the keys of the company; everybody sees their own, but for access tokens,
 *       which see what was delegated to them.
 *   <li>Who has {@code api-access:change} may make keys, and end and annotate those of the company.
 *   <li>To change what a key may do takes its owner, or {@code company:change} beside that.
 *   <li>Nobody comes by a secret, or gives a key powers, beyond what they may do themselves; a key not beyond its own
 *       limits either.
 * </ul>
 */
@ApplicationScoped
class KeyRules {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Powers powers;

    @Inject
    private Clock clock;

    /** A key that the caller may see. Same answer for another company's key as for a missing one. */
    Found visible(UUID id) {
        return found(entities.find(IssuedKey.class, id), access.caller(), access.companies());
    }

    /** A key that the caller may end or annotate, locked: of two who change it at once the second sees the first's. */
    Found changeable(UUID id) {
        return changeable(Set.of(id)).get(0);
    }

    /** The same for several, locked in one order, so that nobody waits for somebody who waits for them. */
    List<Found> changeable(Set<UUID> ids) {
        Map<UUID, IssuedKey> keys = entities.createQuery(
                        "select k from IssuedKey k where k.id in :ids order by k.id", IssuedKey.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .collect(Collectors.toMap(IssuedKey::id, it -> it));
        Caller caller = access.caller();
        List<CompanyAccess> companies = access.companies();
        List<Found> found =
                ids.stream().map(id -> found(keys.get(id), caller, companies)).toList();
        found.forEach(it -> access.require(it.company(), Permission.API_ACCESS_CHANGE));
        return found;
    }

    /**
     * A key that the caller may change, locked, and the one that they have seen.
     *
     * @param version that they have seen; null for any
     * @throws Conflict where it is another version by now, or revoked
     */
    Found governed(UUID id, Integer version) {
        Found found = changeable(id);
        requireGoverned(found);
        requireVersion(found, version);
        if (found.key().revokedAt() != null) {
            throw new Conflict("key_revoked", "This API key was revoked, which cannot be undone.");
        }
        return found;
    }

    /** That the key is the one which the caller has seen; null for any. */
    static void requireVersion(Found found, Integer version) {
        if (version != null && version != found.key().version()) {
            throw Conflict.changed();
        }
    }

    private Found found(IssuedKey key, Caller caller, List<CompanyAccess> companies) {
        if (key == null) {
            throw new NotFound("key");
        }
        CompanyAccess company = companies.stream()
                .filter(it -> it.id() == key.companyId())
                .findFirst()
                .filter(it -> access.allows(it, Permission.API_ACCESS_VIEW)
                        || (key.ownerId() == caller.userId() && caller.token().isEmpty()))
                .orElseThrow(() -> new NotFound("key"));
        return new Found(key, company, caller);
    }

    private void requireGoverned(Found found) {
        if (!governs(found.caller(), found.company(), found.key())) {
            throw new Forbidden(Permission.COMPANY_CHANGE.toString());
        }
        if (found.key().ownerId() != found.caller().userId()) {
            access.require(found.company(), Permission.COMPANY_CHANGE);
        }
    }

    static boolean governs(Caller caller, CompanyAccess company, IssuedKey key) {
        return company.allows(Permission.API_ACCESS_CHANGE)
                && (key.ownerId() == caller.userId() || company.allows(Permission.COMPANY_CHANGE));
    }

    /**
     * That the caller may give a key the powers that it does not have yet: its owner whatever they have themselves, somebody
     * else only what they could do too, wherever it would act.
     */
    void requireGivable(Found found, KeySettings settings) {
        KeySettings before = found.key().settings();
        boolean wider = settings.allCompanies() && !before.allCompanies();
        if (before.permissions() == null && !wider) {
            return;
        }
        Set<Permission> given = settings.permissions() == null ? null : new HashSet<>(settings.permissions());
        if (given != null && before.permissions() != null && !wider) {
            given.removeAll(before.permissions());
        }
        KeySettings added = settings.withPermissions(given);
        if (found.key().ownerId() == found.caller().userId()) {
            requireHeld(added, found.company());
        } else {
            requireNoMorePower(found, found.key().ownerId(), added);
        }
    }

    /** That the owner of a key has what it asks for, in one of the companies where it acts. */
    void requireHeld(KeySettings settings, CompanyAccess company) {
        if (settings.permissions() == null) {
            return;
        }
        List<CompanyAccess> companies = settings.allCompanies() ? access.companies() : List.of(company);
        settings.permissions().stream()
                .filter(permission -> companies.stream().noneMatch(it -> it.allows(permission)))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }

    /** That a key would not be freer than the key which asks for that; a person's limits are their permissions alone. */
    void requireWithinOwnLimits(KeySettings settings, Instant expiresAt) {
        access.caller().key().map(this::own).ifPresent(own -> {
            int companys =
                    entities.find(CompanyKeys.class, own.companyId()).policy().requestsPerMinute();
            settings.freerThan(own.settings(), companys)
                    .or(() -> outlives(own, expiresAt))
                    .ifPresent(violation -> {
                        throw new Invalid(List.of(violation));
                    });
        });
    }

    /** Locked, and there still: what a key asks for after its end would have no limits. */
    private IssuedKey own(UUID id) {
        IssuedKey key = entities.find(IssuedKey.class, id, LockModeType.PESSIMISTIC_READ);
        if (key == null || !KeyStatus.of(key, clock.instant()).isAccepted() || !hasPresentedSecret(key)) {
            throw new NotFound("key");
        }
        return key;
    }

    /**
     * Whether the key that calls still has the secret which it has presented: a request may have waited for the rest of its
     * body since.
     */
    boolean hasPresentedSecret(IssuedKey key) {
        return access.secretOfKey()
                .filter(version -> key.hasSecret(version, clock.instant()))
                .isPresent();
    }

    private static Optional<Violation> outlives(IssuedKey key, Instant expiresAt) {
        boolean outlives = key.expiresAt() != null && (expiresAt == null || expiresAt.isAfter(key.expiresAt()));
        return outlives ? Optional.of(new Violation("expiresOn", "beyond-own")) : Optional.empty();
    }

    /**
     * That the caller may do all that the key may do with some settings, in each company where it acts; or could under
     * another owner, in its own company then.
     */
    void requireNoMorePower(Found found, long ownerId, KeySettings settings) {
        IssuedKey key = found.key();
        if (key.ownerId() == ownerId && settings.allCompanies()) {
            Map<Long, CompanyAccess> known =
                    access.companies().stream().collect(Collectors.toMap(CompanyAccess::id, it -> it));
            for (Long companyId : companiesOf(ownerId)) {
                requireNoMorePower(settings, ownerId, companyId, Optional.ofNullable(known.get(companyId)));
            }
        } else {
            requireNoMorePower(settings, ownerId, key.companyId(), Optional.of(found.company()));
        }
    }

    private void requireNoMorePower(
            KeySettings settings, long ownerId, long companyId, Optional<CompanyAccess> caller) {
        Set<Permission> power = new HashSet<>(powers.of(ownerId, companyId));
        Set<Permission> asked = settings.permissions();
        if (asked != null) {
            power.retainAll(asked);
        }
        power.stream()
                .filter(permission -> !caller.map(it -> it.allows(permission)).orElse(false))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }

    private List<Long> companiesOf(long userId) {
        return entities.createQuery("select m.company.id from Membership m where m.user.id = :user", Long.class)
                .setParameter("user", userId)
                .getResultList();
    }

    /**
     * That an owner may have one more accepted key.
     *
     * @param field by which the refusal is known
     */
    void requireRoom(KeyPolicy policy, long companyId, long ownerId, String field) {
        if (policy.mostPerOwner() != null && accepted(companyId, ownerId) >= policy.mostPerOwner()) {
            throw new Invalid(List.of(new Violation(field, "too-many-keys")));
        }
    }

    private long accepted(long companyId, long ownerId) {
        return entities.createQuery("""
                        select count(k) from IssuedKey k
                        where k.companyId = :company and k.ownerId = :owner
                          and k.revokedAt is null and (k.expiresAt is null or k.expiresAt > :now)
                        """, Long.class)
                .setParameter("company", companyId)
                .setParameter("owner", ownerId)
                .setParameter("now", clock.instant())
                .getSingleResult();
    }

    /**
     * A key, and who asks for it where.
     *
     * @param key that was found
     * @param company to which it belongs, as the caller sees it
     * @param caller who asks
     */
    record Found(IssuedKey key, CompanyAccess company, Caller caller) {}
}
