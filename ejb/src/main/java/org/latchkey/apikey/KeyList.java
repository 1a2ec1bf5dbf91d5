package org.latchkey.apikey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.latchkey.account.Access;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.KeyRules.Found;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/**
 * Shows API keys.
 *
 * <p>Who has {@code api-access:view} sees the keys of the company, others their own, but for access tokens; who has
 * neither gets {@link Forbidden}, and {@link NotFound} for a company that they do not belong to.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class KeyList {

    private static final int MOST_ROWS = 100;
    private static final Pattern HINT = Pattern.compile("[0-9A-Za-z]{4}");
    private static final int ANNOUNCED_DAYS = 30;
    private static final int MOST_ANNOUNCED = 5;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private KeyRules rules;

    @Inject
    private KeySummaries summaries;

    @Inject
    private Clock clock;

    /** Whether there is anything here for the caller: their own keys, or the permission to see all. */
    public boolean isOpenTo(long companyId) {
        CompanyAccess company = access.company(companyId);
        return company.allows(Permission.API_ACCESS_VIEW) || ownsAny(companyId);
    }

    /**
     * Some keys of a company.
     *
     * @param first how many to pass over, 0 or more
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public KeyPage list(long companyId, KeyQuery query, int first, int most) {
        CompanyAccess company = open(companyId);
        Caller caller = access.caller();
        Condition condition = new Condition(company, caller, query, clock.instant());
        String order = query.sort().order(query.descending());
        List<IssuedKey> keys = condition
                .apply(entities.createQuery(
                        "select k from IssuedKey k" + condition.join() + condition.where() + " order by " + order,
                        IssuedKey.class))
                .setFirstResult(first)
                .setMaxResults(Math.min(most, MOST_ROWS))
                .getResultList();
        // A page that is not full is the last one: a search that finds little goes through the keys once, not twice.
        boolean last = keys.size() < Math.min(most, MOST_ROWS) && (first == 0 || !keys.isEmpty());
        long total = last
                ? (long) first + keys.size()
                : condition
                        .apply(entities.createQuery(
                                "select count(k) from IssuedKey k" + condition.join() + condition.where(), Long.class))
                        .getSingleResult();
        return new KeyPage(summaries.of(keys, company, caller), total);
    }

    /**
     * The keys that follow another one when the newest comes first; for going through all of them while they change.
     *
     * @param after the id of the key that was seen last; null to begin
     * @param createdAfterwards when that one was made, in case it is gone; null to begin
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public List<KeySummary> next(long companyId, KeyQuery query, UUID after, Instant createdAfterwards, int most) {
        CompanyAccess company = open(companyId);
        Caller caller = access.caller();
        Condition condition = new Condition(company, caller, query, clock.instant());
        if (after != null) {
            condition.add("(k.createdAt < :createdAt or (k.createdAt = :createdAt and k.id < :after))");
            condition.with("createdAt", createdAfterwards);
            condition.with("after", after);
        }
        List<IssuedKey> keys = condition
                .apply(entities.createQuery(
                        "select k from IssuedKey k" + condition.join() + condition.where()
                                + " order by k.createdAt desc, k.id desc",
                        IssuedKey.class))
                .setMaxResults(Math.min(most, MOST_ROWS))
                .getResultList();
        return summaries.of(keys, company, caller);
    }

    /** The accepted keys that expire in the next {@value #ANNOUNCED_DAYS} days, the first to expire first. */
    public KeyPage expiring(long companyId) {
        CompanyAccess company = open(companyId);
        Caller caller = access.caller();
        Instant now = clock.instant();
        Condition condition = new Condition(company, caller, KeyQuery.ALL, now);
        condition.add("k.revokedAt is null and k.expiresOrder > :now and k.expiresOrder <= :end");
        condition.with("now", now);
        condition.with("end", now.plus(Duration.ofDays(ANNOUNCED_DAYS)));
        List<IssuedKey> keys = condition
                .apply(entities.createQuery(
                        "select k from IssuedKey k" + condition.where() + " order by k.expiresOrder, k.id",
                        IssuedKey.class))
                .setMaxResults(MOST_ANNOUNCED)
                .getResultList();
        long total = condition
                .apply(entities.createQuery("select count(k) from IssuedKey k" + condition.where(), Long.class))
                .getSingleResult();
        return new KeyPage(summaries.of(keys, company, caller), total);
    }

    /** One key. Same answer for another company's key as for a missing one. */
    public KeySummary get(UUID id) {
        Found found = rules.visible(id);
        return summaries
                .of(List.of(found.key()), found.company(), found.caller())
                .get(0);
    }

    /** How a key was used of late. */
    public KeyUsage usage(UUID id) {
        IssuedKey key = rules.visible(id).key();
        RecentUse recent = key.recentUse();
        Instant now = clock.instant();
        return new KeyUsage(
                key.lastUsedAt(),
                key.lastAddress(),
                key.lastUserAgent(),
                recent.requests(now),
                recent.addresses(now),
                recent.previousRequests(key.secretVersion()),
                List.copyOf(recent.previousAddresses(key.secretVersion())));
    }

    private CompanyAccess open(long companyId) {
        CompanyAccess company = access.company(companyId);
        if (!access.allows(company, Permission.API_ACCESS_VIEW) && !ownsAny(companyId)) {
            throw new Forbidden(Permission.API_ACCESS_VIEW.toString());
        }
        return company;
    }

    private boolean ownsAny(long companyId) {
        Caller caller = access.caller();
        return caller.token().isEmpty()
                && !entities.createQuery(
                                "select 1 from IssuedKey k where k.ownerId = :owner and k.companyId = :company",
                                Integer.class)
                        .setParameter("owner", caller.userId())
                        .setParameter("company", companyId)
                        .setMaxResults(1)
                        .getResultList()
                        .isEmpty();
    }

    /** Which keys: a condition in JPQL and its parameters. */
    private static final class Condition {

        private final StringBuilder where = new StringBuilder(" where k.companyId = :company");
        private final Map<String, Object> parameters = new LinkedHashMap<>();
        private String join = "";

        Condition(CompanyAccess company, Caller caller, KeyQuery query, Instant now) {
            with("company", company.id());
            // Boxed on both sides: a condition of a null and a primitive would be taken apart.
            Long owner = company.allows(Permission.API_ACCESS_VIEW) ? query.ownerId() : Long.valueOf(caller.userId());
            if (owner != null) {
                add("k.ownerId = :owner");
                with("owner", owner);
            }
            if (query.status() != null) {
                String status = query.status().condition();
                add("(" + status + ")");
                if (status.contains(":now")) {
                    with("now", now);
                }
                if (status.contains(":soon")) {
                    with("soon", now.plus(KeyStatus.SOON));
                }
            }
            if (!query.search().isEmpty()) {
                join = " join User u on u.id = k.ownerId";
                add("(k.name like :part escape '!' or k.hint = :hint or u.name like :part escape '!'"
                        + " or u.email like :email escape '!')");
                with("part", "%" + query.search().replaceAll("[!%_]", "!$0") + "%");
                // Kept in lower case, and compared to the letter.
                with("email", "%" + query.search().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
                // No hint, and nothing that the database could not compare with one.
                with("hint", HINT.matcher(query.search()).matches() ? query.search() : "");
            }
        }

        void add(String condition) {
            where.append(" and ").append(condition);
        }

        void with(String parameter, Object value) {
            parameters.put(parameter, value);
        }

        String join() {
            return join;
        }

        String where() {
            return where.toString();
        }

        <T> TypedQuery<T> apply(TypedQuery<T> query) {
            parameters.forEach(query::setParameter);
            return query;
        }
    }
}
