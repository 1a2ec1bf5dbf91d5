package org.latchkey.catalog;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Compare;
import org.latchkey.catalog.Condition.Comparison;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.In;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Term;
import org.latchkey.catalog.Condition.Value;

/**
 * Conditions as SQL. A negation goes down to the comparisons, so that each of them says what it means of what has no value:
 * SQL by itself would call neither a condition nor its opposite true.
 */
final class Conditions {

    private static final char ESCAPE = '!';

    private final CriteriaBuilder builder;
    private final Root<? extends Row> row;

    Conditions(CriteriaBuilder builder, Root<? extends Row> row) {
        this.builder = builder;
        this.row = row;
    }

    /** Of how many parts a condition consists. */
    static int size(Condition condition) {
        if (condition instanceof And and) {
            return 1 + and.conditions().stream().mapToInt(Conditions::size).sum();
        }
        if (condition instanceof Or or) {
            return 1 + or.conditions().stream().mapToInt(Conditions::size).sum();
        }
        return condition instanceof Not not ? 1 + size(not.condition()) : 1;
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

    private Predicate match(Match match, boolean wanted) {
        Expression<String> text = text(match.text());
        Expression<String> pattern = pattern(match);
        Predicate like = builder.like(text, pattern, ESCAPE);
        return wanted ? like : orNothing(like.not(), List.of(match.text(), match.part()));
    }

    private Expression<String> pattern(Match match) {
        Expression<String> part;
        if (match.part() instanceof Constant constant) {
            part = builder.literal(escaped(String.valueOf(constant.value())));
        } else {
            part = text(match.part());
            for (String special : List.of("!", "%", "_")) {
                part = builder.function(
                        "replace", String.class, part, builder.literal(special), builder.literal(ESCAPE + special));
            }
        }
        Expression<String> pattern = part;
        if (match.place() != Condition.Place.START) {
            pattern = builder.concat("%", pattern);
        }
        return match.place() == Condition.Place.END ? pattern : builder.concat(pattern, "%");
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
        return term instanceof Value value && value.field().nullable();
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
        // A parameter, never a part of the SQL.
        return term instanceof Value value ? row.get(value.field().name()) : builder.literal(((Constant) term).value());
    }

    @SuppressWarnings("unchecked")
    private Expression<String> text(Term term) {
        return (Expression<String>) expression(term);
    }
}
