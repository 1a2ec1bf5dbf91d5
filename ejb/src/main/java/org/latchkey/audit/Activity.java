package org.latchkey.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/**
 * Shows what was done in a company, newest first. Needs {@code api-access:view}.
 *
 * <p>Every method throws {@link NotFound} for a company that the caller does not belong to, and {@link Forbidden} without
 * the permission. A place in the list is the number of an event, not a count of rows: it stays the same while others are
 * added, and the last page costs what the first one does.
 */
@Stateless
@RolesAllowed(Access.USER_ROLE)
public class Activity {

    /** The most events that are answered at once. */
    public static final int MOST_ROWS = 1000;

    private static final Pattern ID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    /**
     * The newest events, or those next older than one.
     *
     * @param before the number of that event; {@link Long#MAX_VALUE} for the newest
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public ActivityRows olderThan(long companyId, ActivityFilter filter, long before, int most) {
        List<ActivityEvent> rows = read(companyId, filter, "e.sequence < :place", "desc", before, most);
        boolean more = cut(rows, most);
        return new ActivityRows(rows, before < Long.MAX_VALUE, more);
    }

    /**
     * The events next newer than one.
     *
     * @param after the number of that event
     * @param most how many to answer, 1 to {@value #MOST_ROWS}; more is cut
     */
    public ActivityRows newerThan(long companyId, ActivityFilter filter, long after, int most) {
        List<ActivityEvent> rows = read(companyId, filter, "e.sequence > :place", "asc", after, most);
        boolean more = cut(rows, most);
        Collections.reverse(rows);
        return new ActivityRows(rows, more, true);
    }

    /** One row more than asked for tells whether there are more. */
    private List<ActivityEvent> read(
            long companyId, ActivityFilter filter, String side, String order, long place, int most) {
        CompanyAccess company = access.require(companyId, Permission.API_ACCESS_VIEW);
        Map<String, Object> values = new LinkedHashMap<>();
        String conditions = conditions(filter, company.timeZone(), values);
        TypedQuery<Object[]> query = entities.createQuery("""
                        select e, (select min(k.subject) from AuditEvent k
                                   where k.companyId = e.companyId and k.subjectId = e.actorKey)
                        from AuditEvent e
                        where e.companyId = :company and %s%s
                        order by e.sequence %s
                        """.formatted(side, conditions, order), Object[].class)
                .setParameter("company", companyId)
                .setParameter("place", place)
                .setMaxResults(limit(most) + 1);
        values.forEach(query::setParameter);
        List<ActivityEvent> rows = new ArrayList<>();
        query.getResultList().forEach(row -> rows.add(((AuditEvent) row[0]).shown((String) row[1])));
        return rows;
    }

    private static boolean cut(List<ActivityEvent> rows, int most) {
        boolean more = rows.size() > limit(most);
        if (more) {
            rows.remove(rows.size() - 1);
        }
        return more;
    }

    private static int limit(int most) {
        return Math.min(most, MOST_ROWS);
    }

    /**
     * Only what is asked for is compared, so that the database takes the index for it. For a part of a name there is none: it
     * goes along the company's events, newest first, until it has found enough.
     */
    private static String conditions(ActivityFilter filter, ZoneId zone, Map<String, Object> values) {
        StringBuilder conditions = new StringBuilder();
        if (filter.key() != null && ID.matcher(filter.key()).matches()) {
            conditions.append(" and (e.subjectId = :key or e.actorKey = :key)");
            values.put("key", UUID.fromString(filter.key()));
        } else if (filter.key() != null) {
            conditions.append(" and e.subject like :key escape '!'");
            values.put("key", containing(filter.key()));
        }
        if (filter.person() != null) {
            conditions.append(" and e.actor like :person escape '!'");
            values.put("person", containing(filter.person()));
        }
        if (filter.kind() != null) {
            conditions.append(" and e.kind = :kind");
            values.put("kind", filter.kind());
        }
        if (filter.from() != null) {
            conditions.append(" and e.at >= :from");
            values.put("from", start(filter.from(), zone));
        }
        if (filter.to() != null) {
            conditions.append(" and e.at < :end");
            values.put("end", start(filter.to().plusDays(1), zone));
        }
        return conditions.toString();
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static String containing(String text) {
        return "%" + text.replaceAll("[!%_]", "!$0") + "%";
    }
}
