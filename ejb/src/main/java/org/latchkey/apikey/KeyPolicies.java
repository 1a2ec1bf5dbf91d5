package org.latchkey.apikey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.KeyRecords;
import org.latchkey.account.Permission;
import org.latchkey.apikey.AcceptedKeys.Counts;
import org.latchkey.apikey.AcceptedKeys.Wanted;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;

/**
 * What companies demand of their keys. Every method throws {@link NotFound} for a company that the caller does not belong
 * to, and {@link Forbidden} without the permission.
 *
 * <p>A policy binds new keys, and what is changed of others. A key that exists goes on working whatever it breaks: its
 * expiry was fixed when it was made, and no program stops because somebody has sent a form. It is listed as outside the
 * policy ({@link KeyFindings}) until it is replaced. Two things reach keys that exist: without a rate limit of their own
 * they follow the company's at once, and unused ones are revoked after a warning.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class KeyPolicies {

    static final int MOST_ROWS = 100;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private AcceptedKeys accepted;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    /** The policy of a company, for its administrators and whoever has {@code api-access:view}: it binds their keys. */
    public KeyPolicy get(long companyId) {
        CompanyAccess company = access.company(companyId);
        boolean administers = company.allows(Permission.COMPANY_CHANGE) && !company.allows(Permission.API_ACCESS_VIEW);
        access.require(company, administers ? Permission.COMPANY_CHANGE : Permission.API_ACCESS_VIEW);
        return entities.find(CompanyKeys.class, companyId).policy();
    }

    /**
     * Which keys a policy would affect, before it is set. Needs {@code company:change}.
     *
     * @throws Invalid where a number is not within its limits ({@code out-of-range})
     */
    public PolicyEffects effects(long companyId, KeyPolicy policy) {
        CompanyAccess company = access.require(companyId, Permission.COMPANY_CHANGE);
        Invalid.refuse(policy.violations());
        Instant now = clock.instant();
        Map<PolicyRule, String> rules = PolicyRule.conditions(policy);
        Map<String, Object> values = AcceptedKeys.values(companyId, now);
        values.putAll(PolicyRule.values(policy, now));
        Counts<PolicyRule> counts = accepted.count(rules, values);
        Map<PolicyRule, Long> broken = new LinkedHashMap<>(counts.each());
        broken.values().removeIf(keys -> keys == 0);
        List<JudgedKey> first = counts.any() == 0
                ? List.of()
                : accepted.find(
                        new Wanted(AcceptedKeys.anyOf(rules.values()), "k.created_at, k.id", 0, MOST_ROWS),
                        rules,
                        values,
                        company,
                        access.caller());
        return new PolicyEffects(broken, counts.any(), first, followers(companyId, policy, now));
    }

    /** How many keys would get another rate limit. */
    private long followers(long companyId, KeyPolicy policy, Instant now) {
        KeyPolicy before = entities.find(CompanyKeys.class, companyId).policy();
        if (policy.requestsPerMinute() == before.requestsPerMinute()) {
            return 0;
        }
        return entities.createQuery("""
                        select count(k) from IssuedKey k
                        where k.companyId = :company and k.requestsPerMinute is null
                          and k.revokedAt is null and k.expiresOrder > :now
                        """, Long.class)
                .setParameter("company", companyId)
                .setParameter("now", now)
                .getSingleResult();
    }

    /**
     * Sets the policy of a company, which holds from the next request on. Needs {@code company:change}.
     *
     * @param seen the policy that the caller means to change
     * @throws Invalid where a number is not within its limits ({@code out-of-range})
     * @throws Conflict where it is another one by now ({@code changed})
     */
    public void change(long companyId, KeyPolicy seen, KeyPolicy policy) {
        access.require(companyId, Permission.COMPANY_CHANGE);
        Invalid.refuse(policy.violations());
        CompanyKeys company = entities.find(CompanyKeys.class, companyId, LockModeType.PESSIMISTIC_WRITE);
        KeyPolicy before = company.policy();
        if (!before.equals(seen)) {
            throw Conflict.changed();
        }
        if (policy.equals(before)) {
            return;
        }
        company.change(policy);
        // Requests a minute are part of what the realm remembers of keys.
        records.allChanged();
        audit.record(companyId, access.caller(), deed(before, policy));
    }

    private static Deed deed(KeyPolicy before, KeyPolicy after) {
        Map<String, String> old = before.words();
        Deed deed = new Deed("policy.changed", null, null);
        for (Map.Entry<String, String> word : after.words().entrySet()) {
            String was = old.get(word.getKey());
            if (!was.equals(word.getValue())) {
                deed = deed.with(word.getKey(), was + " → " + word.getValue());
            }
        }
        return deed;
    }
}
