package org.latchkey.catalog;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** What a query means in the database: one SELECT for the things, and one for how many there are. */
final class Selection {

    /** What the SQL standard calls so: what was to be computed has no value. */
    private static final String DATA_EXCEPTION = "22";

    private static final int TIMEOUT_MILLIS = 10_000;

    private final EntityManager entities;
    private final HibernateCriteriaBuilder builder;
    private final long companyId;
    private final Query query;
    private final List<Field> fields;

    Selection(EntityManager entities, long companyId, Query query) {
        this.entities = entities;
        this.builder = (HibernateCriteriaBuilder) entities.getCriteriaBuilder();
        this.companyId = companyId;
        this.query = query;
        // In the order of the kind, whatever order a set has.
        this.fields = query.kind().fields().stream()
                .filter(field -> field.equals(Field.ID) || query.fields().contains(field))
                .toList();
    }

    Page page() {
        if (Condition.size(query.condition()) > Query.MOST_CONDITIONS) {
            throw invalid("filter", "too-complex");
        }
        if (query.order().stream()
                        .mapToInt(by -> 1 + Conditions.calls(by.term()))
                        .sum()
                > Query.MOST_CONDITIONS) {
            throw invalid("order", "too-complex");
        }
        if (query.search().length() > Query.LONGEST_SEARCH) {
            throw invalid("search", "too-long");
        }
        List<Item> items = query.top() == 0 ? List.of() : withinTime(this::items);
        return new Page(items, query.counted() ? withinTime(this::count) : -1);
    }

    private List<Item> items() {
        CriteriaQuery<Tuple> criteria = builder.createTupleQuery();
        Root<? extends Row> row = criteria.from(query.kind().type());
        Conditions conditions = new Conditions(builder, criteria, row, companyId);
        List<jakarta.persistence.criteria.Selection<?>> columns = new ArrayList<>();
        columns.add(row.get("version"));
        fields.forEach(field -> columns.add(row.get(field.name())));
        List<Order> order = new ArrayList<>();
        boolean descending = false;
        for (Query.Order by : query.order()) {
            descending = by.descending();
            order.add(ordered(conditions.expression(by.term()), descending));
        }
        // In the direction of the last one: so an index gives the order.
        order.add(ordered(row.get(Field.ID.name()), descending));
        criteria.multiselect(columns).where(wanted(row, conditions)).orderBy(order);
        return prepared(criteria)
                .setFirstResult(query.skip())
                .setMaxResults(query.top())
                .getResultStream()
                .map(this::item)
                .toList();
    }

    private Order ordered(Expression<?> by, boolean descending) {
        return descending ? builder.desc(by) : builder.asc(by);
    }

    private long count() {
        CriteriaQuery<Long> criteria = builder.createQuery(Long.class);
        Root<? extends Row> row = criteria.from(query.kind().type());
        criteria.select(builder.count(row)).where(wanted(row, new Conditions(builder, criteria, row, companyId)));
        return prepared(criteria).getSingleResult();
    }

    private <T> TypedQuery<T> prepared(CriteriaQuery<T> criteria) {
        return entities.createQuery(criteria).setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS);
    }

    private static <T> T withinTime(Supplier<T> question) {
        try {
            return question.get();
        } catch (PersistenceException e) {
            throw refusal(e);
        }
    }

    /** What the question is to blame for; Hibernate tells some of it in its own words, and some in JPA's. */
    private static RuntimeException refusal(PersistenceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueryTimeoutException || cause instanceof org.hibernate.QueryTimeoutException) {
                return invalid("filter", "too-slow");
            }
            if (cause instanceof SQLException sql
                    && String.valueOf(sql.getSQLState()).startsWith(DATA_EXCEPTION)) {
                // A product of large numbers is one that the database does not have.
                return invalid("filter", "out-of-range");
            }
        }
        return failure;
    }

    private static Invalid invalid(String field, String code) {
        return new Invalid(List.of(new Violation(field, code)));
    }

    private Predicate wanted(Root<? extends Row> row, Conditions conditions) {
        Predicate ofCompany = builder.equal(row.get("companyId"), companyId);
        Predicate holds = builder.and(ofCompany, conditions.predicate(query.condition()));
        String search = query.search().strip();
        if (search.isEmpty()) {
            return holds;
        }
        return builder.and(
                holds,
                builder.or(query.kind().searched().stream()
                        .map(field -> conditions.predicate(new Condition.Match(
                                new Condition.Value(field), Condition.Place.ANYWHERE, new Condition.Constant(search))))
                        .toArray(Predicate[]::new)));
    }

    private Item item(Tuple tuple) {
        Map<Field, Object> values = new LinkedHashMap<>();
        int column = 1;
        for (Field field : fields) {
            values.put(field, tuple.get(column++));
        }
        return new Item(query.kind(), (Long) values.get(Field.ID), companyId, tuple.get(0, Integer.class), values);
    }
}
