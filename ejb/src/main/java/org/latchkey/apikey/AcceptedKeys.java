package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;

/**
 * Counts and finds those accepted keys of a company that meet conditions. The company's rows are gone through once for all
 * counts, and until a page is full for keys.
 *
 * <p>A condition is constant SQL of this package, never made of input. It speaks of the key {@code k}, its owner {@code u},
 * the owner's membership {@code m} in the key's company, null where they have left, and how many accepted keys the owner
 * has there, {@code held.accepted}. Its parameters are filled in by name; {@code company} and {@code now} are known.
 */
@ApplicationScoped
class AcceptedKeys {

    private static final String FROM = """
             FROM api_key k
             JOIN user_account u ON u.id = k.owner_id
             LEFT JOIN membership m ON m.user_id = k.owner_id AND m.company_id = k.company_id
            """;
    private static final String HELD = """
             LEFT JOIN (SELECT o.owner_id, COUNT(*) AS accepted
                        FROM api_key o
                        WHERE o.company_id = :company AND o.revoked_at IS NULL AND o.expires_order > :now
                        GROUP BY o.owner_id) held ON held.owner_id = k.owner_id
            """;
    private static final String ACCEPTED =
            " WHERE k.company_id = :company AND k.revoked_at IS NULL AND k.expires_order > :now";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private KeySummaries summaries;

    /** The parameters of every query. */
    static Map<String, Object> values(long companyId, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("company", companyId);
        values.put("now", now);
        return values;
    }

    /** How many keys meet a condition. */
    long count(String condition, Map<String, Object> values) {
        return number(
                (Tuple) query("SELECT COUNT(*)", " AND " + condition, values).getSingleResult(), 0);
    }

    /** How many keys meet each condition, and any of them. */
    <C> Counts<C> count(Map<C, String> conditions, Map<String, Object> values) {
        List<C> names = List.copyOf(conditions.keySet());
        StringBuilder select = new StringBuilder("SELECT COUNT(*), ").append(countOf(anyOf(conditions.values())));
        names.forEach(name -> select.append(", ").append(countOf(conditions.get(name))));
        Tuple row = (Tuple) query(select.toString(), "", values).getSingleResult();
        Map<C, Long> each = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            each.put(names.get(i), number(row, i + 2));
        }
        return new Counts<>(number(row, 0), number(row, 1), each);
    }

    /** The keys that are wanted, with those rules of a policy that they break. */
    List<JudgedKey> find(
            Wanted wanted,
            Map<PolicyRule, String> rules,
            Map<String, Object> values,
            CompanyAccess company,
            Caller caller) {
        List<PolicyRule> names = List.copyOf(rules.keySet());
        StringBuilder select = new StringBuilder("SELECT CAST(k.id AS CHAR)");
        names.forEach(name -> select.append(", IF(").append(rules.get(name)).append(", 1, 0)"));
        String rest = " AND " + wanted.condition + " ORDER BY " + wanted.order;
        Map<UUID, List<PolicyRule>> broken = new LinkedHashMap<>();
        for (Object result : query(select.toString(), rest, values)
                .setFirstResult(wanted.first)
                .setMaxResults(wanted.most)
                .getResultList()) {
            Tuple row = (Tuple) result;
            broken.put(
                    UUID.fromString((String) row.get(0)),
                    IntStream.range(0, names.size())
                            .filter(i -> number(row, i + 1) > 0)
                            .mapToObj(names::get)
                            .toList());
        }
        if (broken.isEmpty()) {
            return List.of();
        }
        Map<UUID, IssuedKey> keys = entities.createQuery(
                        "select k from IssuedKey k where k.id in :ids", IssuedKey.class)
                .setParameter("ids", broken.keySet())
                .getResultStream()
                .collect(Collectors.toMap(IssuedKey::id, Function.identity()));
        List<IssuedKey> inOrder =
                broken.keySet().stream().map(keys::get).filter(Objects::nonNull).toList();
        Instant now = (Instant) values.get("now");
        return summaries.of(inOrder, company, caller).stream()
                .map(key -> new JudgedKey(
                        key,
                        broken.get(key.id()),
                        unneeded(key, keys.get(key.id()).recentUse(), now)))
                .toList();
    }

    private static List<Permission> unneeded(KeySummary key, RecentUse use, Instant now) {
        Set<Permission> needed = Permission.withViews(use.permissions(now));
        return key.effective().stream().filter(it -> !needed.contains(it)).toList();
    }

    /** The condition that one of these is met. */
    static String anyOf(Iterable<String> conditions) {
        String any = String.join(" OR ", conditions);
        return any.isEmpty() ? "FALSE" : "(" + any + ")";
    }

    private static String countOf(String condition) {
        return "COUNT(IF(" + condition + ", 1, NULL))";
    }

    private Query query(String select, String rest, Map<String, Object> values) {
        String from = (select + rest).contains("held.") ? FROM + HELD : FROM;
        Query query = entities.createNativeQuery(select + from + ACCEPTED + rest, Tuple.class);
        query.getParameters().forEach(it -> query.setParameter(it.getName(), values.get(it.getName())));
        return query;
    }

    private static long number(Tuple row, int column) {
        return ((Number) row.get(column)).longValue();
    }

    /**
     * How many keys meet conditions.
     *
     * @param accepted keys in all
     * @param any of which one condition is met at least
     * @param each by condition
     */
    record Counts<C>(long accepted, long any, Map<C, Long> each) {}

    /**
     * Some keys.
     *
     * @param condition that they meet
     * @param order columns to sort by
     * @param first how many to pass over
     * @param most how many to answer
     */
    record Wanted(String condition, String order, int first, int most) {}
}
