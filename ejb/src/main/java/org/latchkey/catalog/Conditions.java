package org.latchkey.catalog;

import jakarta.persistence.criteria.AbstractQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Call;
import org.latchkey.catalog.Condition.Compare;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.Function;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Related;
import org.latchkey.catalog.Condition.RelatedValue;
import org.latchkey.catalog.Condition.Term;
import org.latchkey.catalog.Condition.Value;

/**
 * Conditions as SQL. A negation goes down to the comparisons, so that each of them says what it means of what has no value:
 * SQL by itself would call neither a condition nor its opposite true.
 */
final class Conditions {

    private static final char ESCAPE = '!';

    /** No text has so many characters. */
    private static final int LONGEST = 1_000_000;

    private final HibernateCriteriaBuilder builder;
    private final AbstractQuery<?> query;
    private final Root<? extends Row> row;
    private final long companyId;

    /**
     * @param query whose condition it is
     * @param row of which it has to be true
     * @param companyId to which the row belongs, and whatever it refers to
     */
    Conditions(HibernateCriteriaBuilder builder, AbstractQuery<?> query, Root<? extends Row> row, long companyId) {
        this.builder = builder;
        this.query = query;
        this.row = row;
        this.companyId = companyId;
    }

    /** Of how many parts a condition consists. */
    static int size(Condition condition) {
        if (condition instanceof And and) {
            return 1 + and.conditions().stream().mapToInt(Conditions::size).sum();
        }
        if (condition instanceof Or or) {
            return 1 + or.conditions().stream().mapToInt(Conditions::size).sum();
        }
        if (condition instanceof Not not) {
            return 1 + size(not.condition());
        }
        if (condition instanceof Related related) {
            return 1 + size(related.condition());
        }
        if (condition instanceof Compare compare) {
            return 1 + calls(compare.left()) + calls(compare.right());
        }
        return condition instanceof Match match ? 1 + calls(match.text()) + calls(match.part()) : 1;
    }

    /** How many calls it takes to compute a term. */
    static int calls(Term term) {
        return term instanceof Call call
                ? 1 + call.terms().stream().mapToInt(Conditions::calls).sum()
                : 0;
    }

    Predicate predicate(Condition condition) {
        return predicate(condition, true);
    }

    private Predicate predicate(Condition condition, boolean wanted) {
        if (condition instanceof And and) {
            Predicate[] parts = parts(and.conditions(), wanted);
            return wanted ? builder.and(parts) : builder.or(parts);
        }
        if (condition instanceof Or or) {
            Predicate[] parts = parts(or.conditions(), wanted);
            return wanted ? builder.or(parts) : builder.and(parts);
        }
        if (condition instanceof Not not) {
            return predicate(not.condition(), !wanted);
        }
        if (condition instanceof In in) {
            return in(in, wanted);
        }
        if (condition instanceof Related related) {
            return related(related, wanted);
        }
        return condition instanceof Match match ? match(match, wanted) : compare((Compare) condition, wanted);
    }

    private Predicate[] parts(List<Condition> conditions, boolean wanted) {
        return conditions.stream().map(part -> predicate(part, wanted)).toArray(Predicate[]::new);
    }

    private Predicate in(In in, boolean wanted) {
        Expression<?> field = row.get(in.field().name());
        Predicate one = in.values().isEmpty() ? builder.disjunction() : field.in(in.values());
        return wanted ? one : orNothing(one.not(), List.of(new Value(in.field())));
    }

    private Predicate related(Related related, boolean wanted) {
        Subquery<Long> ids = query.subquery(Long.class);
        Root<? extends Row> other = ids.from(related.kind().type());
        ids.select(other.get(Field.ID.name()))
                .where(
                        builder.equal(other.get("companyId"), companyId),
                        new Conditions(builder, ids, other, companyId).predicate(related.condition()));
        Predicate one = row.get(related.field().name()).in(ids);
        return wanted ? one : orNothing(one.not(), List.of(new Value(related.field())));
    }

    private Predicate match(Match match, boolean wanted) {
        Expression<String> text = text(match.text());
        Expression<String> pattern = pattern(match);
        Predicate like = builder.like(text, pattern, ESCAPE);
        return wanted ? like : orNothing(like.not(), List.of(match.text(), match.part()));
    }

    private Expression<String> pattern(Match match) {
        String before = match.place() == Condition.Place.START ? "" : "%";
        String behind = match.place() == Condition.Place.END ? "" : "%";
        if (match.part() instanceof Constant constant) {
            return builder.value(before + escaped(String.valueOf(constant.value())) + behind);
        }
        Expression<String> part = text(match.part());
        for (String special : List.of("!", "%", "_")) {
            part = builder.function(
                    "replace", String.class, part, builder.literal(special), builder.literal(ESCAPE + special));
        }
        return builder.concat(builder.concat(before, part), behind);
    }

    private static String escaped(String part) {
        return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private Predicate compare(Compare compare, boolean wanted) {
        if (isNothing(compare.right())) {
            return compareWithNothing(compare.left(), compare.comparison(), wanted);
        }
        if (isNothing(compare.left())) {
            return compareWithNothing(compare.right(), compare.comparison(), wanted);
        }
        Comparison comparison = wanted ? compare.comparison() : opposite(compare.comparison());
        Predicate holds = compare(expression(compare.left()), comparison, expression(compare.right()));
        boolean trueOfNothing = wanted == (compare.comparison() == Comparison.UNEQUAL);
        return trueOfNothing ? orNothing(holds, List.of(compare.left(), compare.right())) : holds;
    }

    /** Nothing equals nothing, and is neither smaller nor larger than anything. */
    private Predicate compareWithNothing(Term term, Comparison comparison, boolean wanted) {
        boolean equal = comparison == Comparison.EQUAL;
        if (!equal && comparison != Comparison.UNEQUAL) {
            return wanted ? builder.disjunction() : builder.conjunction();
        }
        if (isNothing(term)) {
            return equal == wanted ? builder.conjunction() : builder.disjunction();
        }
        Expression<?> expression = expression(term);
        return equal == wanted ? builder.isNull(expression) : builder.isNotNull(expression);
    }

    private static boolean isNothing(Term term) {
        return term instanceof Constant constant && constant.value() == null;
    }

    private Predicate orNothing(Predicate holds, List<Term> terms) {
        List<Predicate> any = new ArrayList<>();
        any.add(holds);
        terms.stream()
                .filter(Conditions::mayBeNothing)
                .map(term -> builder.isNull(expression(term)))
                .forEach(any::add);
        return builder.or(any.toArray(Predicate[]::new));
    }

    private static boolean mayBeNothing(Term term) {
        if (term instanceof Call call) {
            // Of a division by 0 nothing comes.
            return call.function() == Function.DIVIDE
                    || call.function() == Function.DIVIDE_WHOLE
                    || call.function() == Function.MODULO
                    || call.terms().stream().anyMatch(Conditions::mayBeNothing);
        }
        return term instanceof RelatedValue
                || (term instanceof Value value && value.field().nullable());
    }

    private static Comparison opposite(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Comparison.UNEQUAL;
            case UNEQUAL -> Comparison.EQUAL;
            case GREATER -> Comparison.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Comparison.LESS;
            case LESS -> Comparison.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Comparison.GREATER;
        };
    }

    /** Whoever makes a condition sees to it that both sides can be compared. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Predicate compare(Expression left, Comparison comparison, Expression right) {
        return switch (comparison) {
            case EQUAL -> builder.equal(left, right);
            case UNEQUAL -> builder.notEqual(left, right);
            case GREATER -> builder.greaterThan(left, right);
            case GREATER_OR_EQUAL -> builder.greaterThanOrEqualTo(left, right);
            case LESS -> builder.lessThan(left, right);
            case LESS_OR_EQUAL -> builder.lessThanOrEqualTo(left, right);
        };
    }

    Expression<?> expression(Term term) {
        if (term instanceof Value value) {
            return row.get(value.field().name());
        }
        if (term instanceof Constant constant) {
            return constant(constant.value());
        }
        return term instanceof RelatedValue related ? related(related) : call((Call) term);
    }

    /** A text is a parameter and never a part of the SQL; a number is compared as what it is, not as what the column is. */
    private Expression<?> constant(Object value) {
        return value instanceof Number ? builder.literal(value) : builder.value(value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Expression<?> related(RelatedValue related) {
        Subquery value = query.subquery(related.value().type().ofValues());
        Root<? extends Row> other = value.from(related.kind().type());
        value.select(other.get(related.value().name()))
                .where(builder.equal(
                        other.get(Field.ID.name()), row.get(related.field().name())));
        return value;
    }

    private Expression<?> call(Call call) {
        List<Term> terms = call.terms();
        return switch (call.function()) {
            case LOWER -> builder.lower(text(terms.get(0)));
            case UPPER -> builder.upper(text(terms.get(0)));
            case TRIM -> builder.trim(text(terms.get(0)));
            case LENGTH -> builder.length(text(terms.get(0)));
            case CONCAT -> builder.concat(text(terms.get(0)), text(terms.get(1)));
            case POSITION -> builder.diff(builder.locate(text(terms.get(0)), text(terms.get(1))), 1);
            case SUBSTRING -> substring(terms);
            case ADD -> builder.sum(number(terms.get(0)), number(terms.get(1)));
            case SUBTRACT -> builder.diff(number(terms.get(0)), number(terms.get(1)));
            case MULTIPLY -> builder.prod(number(terms.get(0)), number(terms.get(1)));
            case DIVIDE -> builder.quot(number(terms.get(0)), number(terms.get(1)));
            // Hibernate's own are for whole numbers only, or go over a quotient that is rounded.
            case DIVIDE_WHOLE -> builder.sql("(? div ?)", BigDecimal.class, number(terms.get(0)), number(terms.get(1)));
            case MODULO -> builder.sql("(? % ?)", BigDecimal.class, number(terms.get(0)), number(terms.get(1)));
            case NEGATE -> builder.neg(number(terms.get(0)));
            case FLOOR, CEILING, ROUND ->
                builder.function(
                        call.function().name().toLowerCase(Locale.ROOT), BigDecimal.class, number(terms.get(0)));
            case DATE -> builder.function("date", LocalDate.class, expression(terms.get(0)));
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND ->
                builder.function(
                        call.function().name().toLowerCase(Locale.ROOT), Integer.class, expression(terms.get(0)));
        };
    }

    private Expression<String> substring(List<Term> terms) {
        Expression<Integer> from = builder.sum(whole(terms.get(1)), 1);
        return terms.size() == 2
                ? builder.substring(text(terms.get(0)), from)
                : builder.substring(text(terms.get(0)), from, whole(terms.get(2)));
    }

    @SuppressWarnings("unchecked")
    private Expression<String> text(Term term) {
        return (Expression<String>) expression(term);
    }

    @SuppressWarnings("unchecked")
    private Expression<Number> number(Term term) {
        return (Expression<Number>) expression(term);
    }

    /** A number of characters: one that no text has is as good as the largest. */
    private Expression<Integer> whole(Term term) {
        if (term instanceof Constant constant && constant.value() instanceof Number number) {
            return builder.literal((int) Math.max(-LONGEST, Math.min(LONGEST, number.doubleValue())));
        }
        return expression(term).as(Integer.class);
    }
}
