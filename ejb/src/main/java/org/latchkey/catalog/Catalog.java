package org.latchkey.catalog;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latchkey.account.Access;
import org.latchkey.catalog.CatalogChanged.Change;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.TooOften;
import org.latchkey.problem.Unique;

/**
 * The customers, products and categories of companies: the one place that decides who may read and change them. Each method
 * names the company first; to whoever does not belong to it, it does not exist.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class Catalog {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private ReadsAtOnce reads;

    @Inject
    private Clock clock;

    @Inject
    private Event<CatalogChanged> changes;

    /**
     * Reads what is wanted. Needs {@link Kind#viewing}.
     *
     * @throws NotFound where the caller does not belong to the company
     * @throws Forbidden without the permission
     * @throws Invalid where {@code filter} is {@code too-complex}, or {@code too-slow}: no answer within ten seconds, or
     *     computes what is {@code out-of-range}; or {@code search} is {@code too-long}
     * @throws TooOften with {@code too_many_at_once} where much is read for the same company already
     */
    public Page page(long companyId, Query query) {
        // Whoever waits has no connection yet.
        return reads.read(access.countedAs(), () -> {
            access.require(companyId, query.kind().viewing());
            return new Selection(entities, companyId, query).page();
        });
    }

    /**
     * Reads one.
     *
     * @throws NotFound where it is not there, or not the company's
     * @throws Forbidden without the permission
     */
    public Item get(long companyId, Kind kind, long id) {
        access.require(companyId, kind.viewing());
        return read(companyId, kind, id);
    }

    /**
     * Makes one. Needs {@link Kind#changing}.
     *
     * @param values of writable fields; what is missing has its initial value, or none
     * @throws Invalid where a value is missing, or is not valid, or is {@code taken}
     */
    public Item create(long companyId, Kind kind, Map<Field, Object> values) {
        requireChange(companyId, kind);
        List<Violation> violations = new ArrayList<>();
        for (Field field : kind.fields()) {
            if (field.isRequired() && !values.containsKey(field)) {
                violations.add(new Violation(field.name(), "required"));
            }
        }
        violations.addAll(violations(companyId, kind, values));
        Invalid.refuse(violations);
        Row row = kind.empty();
        row.belongTo(companyId);
        kind.fields().stream()
                .filter(field -> field.initial() != null)
                .forEach(field -> row.set(field.name(), field.initial()));
        store(kind, row, values);
        return announced(row, kind, Change.CREATED);
    }

    /**
     * Changes some fields of one. Needs {@link Kind#changing}.
     *
     * @param version that the caller has seen; null for any
     * @param values of writable fields; what is missing stays
     * @throws NotFound where it is not there, or not the company's
     * @throws Conflict where it has changed since that version
     * @throws Invalid where a value is not valid, or is {@code taken}
     */
    public Item change(long companyId, Kind kind, long id, Integer version, Map<Field, Object> values) {
        requireChange(companyId, kind);
        Row row = locked(companyId, kind, id, version);
        Invalid.refuse(violations(companyId, kind, values));
        store(kind, row, values);
        return announced(row, kind, Change.CHANGED);
    }

    /**
     * Deletes one. Needs {@link Kind#changing}. Products of a deleted category have none from then on.
     *
     * @param version that the caller has seen; null for any
     * @throws NotFound where it is not there, or not the company's
     * @throws Conflict where it has changed since that version
     */
    public void delete(long companyId, Kind kind, long id, Integer version) {
        requireChange(companyId, kind);
        Row row = locked(companyId, kind, id, version);
        if (kind == Kind.PRODUCT_CATEGORIES) {
            emptyCategory(companyId, id);
            row = entities.find(kind.type(), id);
        }
        entities.remove(row);
        entities.flush();
        changes.fire(new CatalogChanged(companyId, kind, List.of(id), Change.DELETED));
    }

    /** Takes all products out of a category that is locked, so that none comes in; nothing is managed afterwards. */
    private void emptyCategory(long companyId, long id) {
        List<Long> products = entities.createQuery(
                        "select id from Product where companyId = :company and productCategoryId = :category",
                        Long.class)
                .setParameter("company", companyId)
                .setParameter("category", id)
                .getResultList();
        if (products.isEmpty()) {
            return;
        }
        entities.flush();
        entities.createQuery("""
                        update Product set productCategoryId = null, version = version + 1, changedAt = :now
                        where companyId = :company and productCategoryId = :category
                        """)
                .setParameter("now", clock.instant())
                .setParameter("company", companyId)
                .setParameter("category", id)
                .executeUpdate();
        // What the transaction has of these products is of before.
        entities.clear();
        changes.fire(new CatalogChanged(companyId, Kind.PRODUCTS, products, Change.CHANGED));
    }

    /**
     * Demands that the caller may make, change and delete such things.
     *
     * @throws NotFound where the caller does not belong to the company
     * @throws Forbidden without {@link Kind#changing}
     */
    public void requireChange(long companyId, Kind kind) {
        access.require(companyId, kind.changing());
    }

    private Item read(long companyId, Kind kind, long id) {
        Condition one = Condition.of(Field.ID, Condition.Comparison.EQUAL, id);
        return new Selection(entities, companyId, Query.all(kind).where(one))
                .page().items().stream().findFirst().orElseThrow(() -> new NotFound(kind.one()));
    }

    private Row locked(long companyId, Kind kind, long id, Integer version) {
        Row row = lock(companyId, kind.type(), id, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> new NotFound(kind.one()));
        if (version != null && version != row.version()) {
            throw Conflict.changed();
        }
        return row;
    }

    private List<Violation> violations(long companyId, Kind kind, Map<Field, Object> values) {
        List<Violation> violations = new ArrayList<>();
        for (Field field : kind.fields()) {
            if (!values.containsKey(field)) {
                continue;
            }
            if (!field.writable()) {
                violations.add(new Violation(field.name(), "immutable"));
                continue;
            }
            Object value = values.get(field);
            field.violation(value).ifPresent(code -> violations.add(new Violation(field.name(), code)));
            if (field.type() == Field.Type.ID && value instanceof Long category && !isCategory(companyId, category)) {
                violations.add(new Violation(field.name(), "unknown"));
            }
        }
        return violations;
    }

    /** Until the end of the transaction nobody deletes it. */
    private boolean isCategory(long companyId, long id) {
        return lock(companyId, ProductCategory.class, id, LockModeType.PESSIMISTIC_READ)
                .isPresent();
    }

    /** Locks one of the company's: nobody waits for another company, or makes it wait. */
    private <T extends Row> Optional<T> lock(long companyId, Class<T> type, long id, LockModeType mode) {
        boolean own = !entities.createQuery(
                        "select id from %s where id = :id and companyId = :company".formatted(type.getSimpleName()),
                        Long.class)
                .setParameter("id", id)
                .setParameter("company", companyId)
                .getResultList()
                .isEmpty();
        return own ? Optional.ofNullable(entities.find(type, id, mode)) : Optional.empty();
    }

    private void store(Kind kind, Row row, Map<Field, Object> values) {
        values.forEach((field, value) -> row.set(field.name(), value));
        row.changeAt(clock.instant());
        Unique.persist(entities, row, new Violation(kind.key().name(), "taken"));
    }

    private Item announced(Row row, Kind kind, Change change) {
        changes.fire(new CatalogChanged(row.companyId(), kind, List.of(row.id()), change));
        return read(row.companyId(), kind, row.id());
    }
}
