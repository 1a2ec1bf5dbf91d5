package org.latchkey.graphql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Query;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Malformed;

/** The options of a list, and the query of the catalog that they mean. */
final class Options {

    private static final int FIRST_QTY = 50;
    private static final int MOST_ORDERS = 10;
    private static final int MOST_DIGITS = 50;
    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "eq", Comparison.EQUAL,
            "ne", Comparison.UNEQUAL,
            "gt", Comparison.GREATER,
            "gte", Comparison.GREATER_OR_EQUAL,
            "lt", Comparison.LESS,
            "lte", Comparison.LESS_OR_EQUAL);

    private final Naming naming;
    private final List<Violation> violations = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Query.Order> order = new ArrayList<>();
    private String search = "";
    private int page = 1;
    private int qty = FIRST_QTY;

    private Options(Naming naming) {
        this.naming = naming;
    }

    /**
     * Reads them.
     *
     * @param given as the schema has them; null for none
     * @throws Invalid where a field is not there, or a value is none of its type
     */
    static Options of(Naming naming, Map<String, Object> given) {
        Options options = new Options(naming);
        if (given != null) {
            options.read(given);
            Invalid.refuse(options.violations);
        }
        return options;
    }

    /** How many things a page has; numbers that are too small or too large are corrected. */
    static int qty(Map<String, Object> given) {
        return pagination(given)
                .map(it -> (Integer) it.get("qty"))
                .map(qty -> Math.max(1, Math.min(qty, Query.MOST)))
                .orElse(FIRST_QTY);
    }

    /**
     * The query.
     *
     * @param read whether the things are wanted, and not only their number
     */
    Query query(boolean read, boolean counted) {
        int skip = (int) Math.min((page - 1L) * qty, Integer.MAX_VALUE);
        return new Query(
                naming.kind(),
                new Condition.And(conditions),
                search,
                order,
                skip,
                read ? qty : 0,
                Set.copyOf(naming.kind().fields()),
                counted);
    }

    /** What the answer tells of the page. */
    Map<String, Object> pagination(long count) {
        return Map.of("page", page, "qty", qty, "count", count);
    }

    private void read(Map<String, Object> given) {
        maps(given.get("filter")).forEach(this::filter);
        if (given.get("search") instanceof Map<?, ?> wanted) {
            search((String) wanted.get("field"), (String) wanted.get("value"));
        }
        List<Map<String, Object>> orders = maps(given.get("order"));
        if (orders.size() > MOST_ORDERS) {
            refuse("order", "too-many");
        } else {
            orders.forEach(this::order);
        }
        qty = qty(given);
        page = pagination(given)
                .map(it -> (Integer) it.get("page"))
                .map(it -> Math.max(1, it))
                .orElse(1);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, Object>> pagination(Map<String, Object> given) {
        return Optional.ofNullable(given).map(it -> (Map<String, Object>) it.get("pagination"));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    private void filter(Map<String, Object> filter) {
        String name = (String) filter.get("field");
        String value = (String) filter.get("value");
        field("filter", name)
                .flatMap(field -> condition(field, (String) filter.get("comparison"), value))
                .ifPresent(conditions::add);
    }

    private Optional<Condition> condition(Field field, String comparison, String value) {
        return switch (comparison) {
            case "like" -> like(field, value);
            case "notLike" -> like(field, value).map(Condition.Not::new);
            case "in" -> in(field, value);
            case "notIn" -> in(field, value).map(Condition.Not::new);
            default -> value(field, value).map(constant -> Condition.of(field, COMPARISONS.get(comparison), constant));
        };
    }

    /** A percent sign at an end of the value means that anything may stand there, as in SQL; without any, it is at both. */
    private Optional<Condition> like(Field field, String value) {
        if (field.type() != Field.Type.TEXT) {
            return refuse("filter." + naming.of(field), "malformed");
        }
        boolean begins = value.startsWith("%");
        boolean ends = value.length() > 1 && value.endsWith("%");
        String part = value.substring(begins ? 1 : 0, value.length() - (ends ? 1 : 0));
        Place place = begins == ends ? Place.ANYWHERE : begins ? Place.END : Place.START;
        return Optional.of(new Condition.Match(new Condition.Value(field), place, new Condition.Constant(part)));
    }

    private Optional<Condition> in(Field field, String value) {
        if (!(list(value) instanceof List<?> list)) {
            return refuse("filter." + naming.of(field), "malformed");
        }
        if (list.size() > Query.MOST) {
            return refuse("filter." + naming.of(field), "too-many");
        }
        Set<Object> values = new HashSet<>();
        for (Object one : list) {
            Optional<Object> parsed =
                    text(one).flatMap(field.type()::parse).or(() -> refuse("filter." + naming.of(field), "malformed"));
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            values.add(parsed.get());
        }
        return Optional.of(new Condition.In(field, values));
    }

    /** A text, a number or a truth value as programs write it; empty where it is anything else. */
    private static Optional<String> text(Object value) {
        if (value instanceof BigDecimal number) {
            return plain(number);
        }
        return value instanceof String || value instanceof Integer || value instanceof Boolean
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /** A number without an exponent; empty where that would be longer than any number that there is. */
    static Optional<String> plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(number.toPlainString());
    }

    private static Object list(String value) {
        try {
            return JsonText.read(value);
        } catch (Malformed e) {
            return null;
        }
    }

    private Optional<Object> value(Field field, String value) {
        return field.type().parse(value).or(() -> refuse("filter." + naming.of(field), "malformed"));
    }

    private void search(String name, String text) {
        if (name == null) {
            search = text;
        } else if (text.length() > Query.LONGEST_SEARCH) {
            refuse("search", "too-long");
        } else {
            field("search", name)
                    .filter(field -> field.type() == Field.Type.TEXT
                            || refuse("search", "malformed").isPresent())
                    .ifPresent(field -> conditions.add(new Condition.Match(
                            new Condition.Value(field), Place.ANYWHERE, new Condition.Constant(text.strip()))));
        }
    }

    private void order(Map<String, Object> given) {
        field("order", (String) given.get("field"))
                .ifPresent(field -> order.add(Query.Order.by(field, "DESC".equals(given.get("sort")))));
    }

    private Optional<Field> field(String option, String name) {
        return naming.field(name).or(() -> refuse(option, "unknown"));
    }

    /** Nothing, after it is noted why. */
    private <T> Optional<T> refuse(String field, String code) {
        violations.add(new Violation(field, code));
        return Optional.empty();
    }
}
