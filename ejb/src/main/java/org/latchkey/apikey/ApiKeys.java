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
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.KeyRecords;
import org.latchkey.account.Members;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeyRules.Found;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;
import org.latchkey.problem.Unique;

/**
 * Makes, changes and ends API keys; {@link KeyList} shows them.
 *
 * <p>Every method throws {@link NotFound} for a company that the caller does not belong to and for its keys, and
 * {@link Forbidden} where they belong to it and lack a permission; {@link KeyRules} says who may do what. Those that show
 * or move a secret throw {@link PasswordNeeded} to somebody who signed in too long ago. Where a method takes a version it
 * throws {@link Conflict} if the key has another one by now. What a method has answered is in the database, with its audit
 * event, and holds from the next request on.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class ApiKeys {

    private static final int MOST_AT_ONCE = 100;
    private static final Violation TAKEN = new Violation("name", "taken");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Members members;

    @Inject
    private KeyRules rules;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /** The expiry to propose for a new key: one year from today, or as far as the company's policy goes. */
    public LocalDate proposedExpiry(long companyId) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_CHANGE);
        return policy(companyId).proposedExpiry(today(company));
    }

    /** Whether the company's policy wants a new key to expire. */
    public boolean demandsExpiry(long companyId) {
        access.require(companyId, Permission.API_ACCESS_CHANGE);
        return policy(companyId).demandsExpiry();
    }

    /**
     * Makes a key that acts as its maker. Needs {@code api-access:change}, and the permissions that the key asks for.
     *
     * @return the key itself, which is not stored and can never be had again
     * @throws Invalid where a field breaks a rule of {@link NewKey} or of the company's policy, or the name is taken
     *     ({@code taken}), or the maker has as many keys as the company allows ({@code too-many-keys})
     */
    public ApiKey create(long companyId, NewKey wanted) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_CHANGE);
        access.requireRecentProof();
        // Locked: of two who make keys at once the second counts the first's, and a policy binds who comes after it.
        KeyPolicy policy = lockedPolicy(companyId);
        requireValid(company, policy, wanted);
        Instant expiresAt = wanted.expiresAt(company.timeZone());
        rules.requireWithinOwnLimits(wanted.settings(), expiresAt);
        rules.requireHeld(wanted.settings(), company);
        Caller caller = access.caller();
        rules.requireRoom(policy, companyId, caller.userId(), "name");
        ApiKey key = ApiKey.issue(random);
        IssuedKey issued = new IssuedKey(key, companyId, caller.userId(), wanted, now(), expiresAt);
        entities.persist(issued);
        Unique.flush(entities, TAKEN);
        Deed deed = new Deed("key.created", key.id(), wanted.name())
                .with(
                        "expiresOn",
                        wanted.expiresOn() == null
                                ? "never"
                                : wanted.expiresOn().toString())
                .with("permissions", wanted.settings().words().get("permissions"));
        audit.record(
                companyId,
                caller,
                deed.withChanges(KeySettings.DEFAULT.words(), wanted.settings().words()));
        return key;
    }

    /** Changes the notes of a key, all that may be changed of one that was revoked or is not one's own. */
    public void annotate(UUID id, Integer version, String notes) {
        Found found = rules.changeable(id);
        KeyRules.requireVersion(found, version);
        change(found, found.key().settings().withNotes(notes));
    }

    /**
     * Changes what a key may do, and its limits. Needs to own the key, or {@code company:change}; and whatever permissions
     * the key gets in addition.
     *
     * @param version that the caller has seen; null for any
     * @throws Invalid where a field breaks a rule of {@link KeySettings} or of the company's policy
     */
    public void edit(UUID id, Integer version, KeySettings settings) {
        Found found = rules.governed(id, version);
        rules.requireWithinOwnLimits(settings, found.key().expiresAt());
        rules.requireGivable(found, settings);
        change(found, settings);
    }

    private void change(Found found, KeySettings settings) {
        IssuedKey key = found.key();
        KeySettings before = key.settings();
        List<Violation> violations = settings.violations(access.resources());
        if (violations.isEmpty() && !settings.addresses().equals(before.addresses())) {
            violations = policy(key.companyId()).violationsOf(settings);
        }
        Invalid.refuse(violations);
        if (settings.equals(before)) {
            return;
        }
        key.change(settings);
        records.changed(key.id());
        Deed deed = new Deed("key.edited", key.id(), key.name()).withChanges(before.words(), settings.words());
        audit.record(key.companyId(), found.caller(), deed);
        entities.flush();
    }

    /**
     * Gives a key another secret. Needs to own the key, or {@code company:change} and whatever the key may do.
     *
     * @param version that the caller has seen, so that pressing twice does not burn the secret just shown; null for any
     * @param overlap how long the old secret lives on; the one before that ends in any case
     * @param untilUsed whether the old secret ends as soon as the new one is used
     * @return the key with its new secret, which can never be had again
     * @throws Conflict where the key has expired ({@code key_expired}) or was revoked ({@code key_revoked})
     */
    public ApiKey regenerate(UUID id, Integer version, Overlap overlap, boolean untilUsed) {
        Found found = rules.governed(id, version);
        access.requireRecentProof();
        IssuedKey key = found.key();
        rules.requireWithinOwnLimits(key.settings(), key.expiresAt());
        rules.requireNoMorePower(found, key.ownerId(), key.settings());
        Instant now = clock.instant();
        if (!KeyStatus.of(key, now).isAccepted()) {
            throw new Conflict("key_expired", "This API key has expired. Make a new one.");
        }
        ApiKey another = ApiKey.issue(id, random);
        key.regenerate(another, now.plus(overlap.duration()), untilUsed && overlap != Overlap.NONE);
        records.changed(id);
        audit.record(
                key.companyId(),
                found.caller(),
                new Deed("key.regenerated", id, key.name())
                        .with("overlap", overlap.name().toLowerCase(Locale.ROOT))
                        .with("untilUsed", untilUsed && overlap != Overlap.NONE ? "true" : null));
        return another;
    }

    /** Ends the old secret of a regenerated key now. Where it has ended before, nothing changes. */
    public void endPrevious(UUID id) {
        Found found = rules.changeable(id);
        if (found.key().endPrevious(clock.instant())) {
            records.changed(id);
            audit.record(
                    found.key().companyId(),
                    found.caller(),
                    new Deed("key.rotation-ended", id, found.key().name()));
        }
    }

    /**
     * Hands a key to another member of its company, as whom it acts from then on, there only; its secret stays. Needs
     * {@code company:change}, and whatever the key could do as the new owner's.
     *
     * @param ownerId of a user who belongs to the company and is not disabled
     * @throws Invalid where there is no such member ({@code unknown}), or they have too many keys ({@code too-many-keys})
     */
    public void handOver(UUID id, Integer version, long ownerId) {
        Found found = rules.governed(id, version);
        IssuedKey key = found.key();
        access.require(found.company(), Permission.COMPANY_CHANGE);
        access.requireRecentProof();
        requireMember(key.companyId(), ownerId);
        if (ownerId == key.ownerId()) {
            return;
        }
        rules.requireWithinOwnLimits(key.settings(), key.expiresAt());
        rules.requireNoMorePower(found, ownerId, key.settings());
        rules.requireRoom(lockedPolicy(key.companyId()), key.companyId(), ownerId, "ownerId");
        Deed deed = new Deed("key.handed-over", id, key.name())
                .with("from", name(key.ownerId()))
                .with("to", name(ownerId));
        key.handTo(ownerId);
        records.changed(id);
        audit.record(key.companyId(), found.caller(), deed);
    }

    /**
     * Makes a service account and hands a key to it, or does neither; see {@link #handOver} and {@link
     * Members#createServiceAccount}.
     */
    public void handOverToService(UUID id, Integer version, String name, String role) {
        IssuedKey key = rules.governed(id, version).key();
        long service = members.createServiceAccount(key.companyId(), name, role);
        entities.flush();
        handOver(id, version, service);
    }

    private String name(long userId) {
        return entities.createQuery("select u.name from User u where u.id = :id", String.class)
                .setParameter("id", userId)
                .getSingleResult();
    }

    /**
     * Revokes a key: from now on it is refused, and its record stays. Revoking it again changes nothing. Needs
     * {@code api-access:change}.
     *
     * @param version that the caller has seen; null for any
     */
    public void revoke(UUID id, Integer version) {
        Found found = rules.changeable(id);
        KeyRules.requireVersion(found, version);
        revoke(found);
    }

    /**
     * Revokes several keys, or none where that fails for one.
     *
     * @param ids at most {@value #MOST_AT_ONCE}
     * @return how many of them were not revoked before
     */
    public int revoke(Collection<UUID> ids) {
        return (int) several(ids).stream().filter(this::revoke).count();
    }

    private boolean revoke(Found found) {
        IssuedKey key = found.key();
        if (!key.revoke(found.caller().userId(), clock.instant())) {
            return false;
        }
        records.changed(key.id());
        audit.record(key.companyId(), found.caller(), new Deed("key.revoked", key.id(), key.name()));
        return true;
    }

    /**
     * Deletes a key: from now on it is refused, and only its audit events stay. Needs {@code api-access:change}.
     *
     * @param version that the caller has seen; null for any
     */
    public void delete(UUID id, Integer version) {
        Found found = rules.changeable(id);
        KeyRules.requireVersion(found, version);
        delete(found);
    }

    /**
     * Deletes several keys, or none where that fails for one.
     *
     * @param ids at most {@value #MOST_AT_ONCE}
     * @return how many
     */
    public int delete(Collection<UUID> ids) {
        List<Found> found = several(ids);
        found.forEach(this::delete);
        return found.size();
    }

    private void delete(Found found) {
        IssuedKey key = found.key();
        entities.remove(key);
        records.changed(key.id());
        audit.record(key.companyId(), found.caller(), new Deed("key.deleted", key.id(), key.name()));
    }

    private List<Found> several(Collection<UUID> ids) {
        if (ids.size() > MOST_AT_ONCE) {
            throw new Invalid(List.of(new Violation("ids", "too-many")));
        }
        return rules.changeable(new LinkedHashSet<>(ids));
    }

    /** The key with which this request was authenticated. */
    @RolesAllowed(Access.KEY_ROLE)
    public KeyDescription presented() {
        IssuedKey key = access.caller()
                .key()
                .map(id -> entities.find(IssuedKey.class, id))
                .orElseThrow(() -> new NotFound("key"));
        return new KeyDescription(key.id(), key.companyId(), key.name(), key.expiresAt());
    }

    private void requireMember(long companyId, long userId) {
        try {
            if (!members.get(companyId, userId).disabled()) {
                return;
            }
        } catch (NotFound e) {
            // As good as one who is disabled.
        }
        Invalid.refuse(List.of(new Violation("ownerId", "unknown")));
    }

    private void requireValid(CompanyAccess company, KeyPolicy policy, NewKey wanted) {
        List<Violation> violations = wanted.violations(today(company), access.resources());
        if (violations.isEmpty()) {
            violations = policy.violationsOf(wanted, today(company));
        }
        if (violations.isEmpty() && isTaken(company.id(), wanted.name())) {
            violations = List.of(TAKEN);
        }
        Invalid.refuse(violations);
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

    private KeyPolicy lockedPolicy(long companyId) {
        return entities.find(CompanyKeys.class, companyId, LockModeType.PESSIMISTIC_WRITE)
                .policy();
    }

    private KeyPolicy policy(long companyId) {
        return entities.find(CompanyKeys.class, companyId).policy();
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate today(CompanyAccess company) {
        return LocalDate.ofInstant(clock.instant(), company.timeZone());
    }
}
