package org.latchkey.api.odata;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.FilterOption;
import org.apache.olingo.server.api.uri.queryoption.OrderByItem;
import org.apache.olingo.server.api.uri.queryoption.OrderByOption;
import org.apache.olingo.server.api.uri.queryoption.expression.Binary;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.Method;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Unary;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;
import org.latchkey.catalog.Condition;
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
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Condition.Related;
import org.latchkey.catalog.Condition.RelatedValue;
import org.latchkey.catalog.Condition.Term;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;
import org.latchkey.catalog.Query.Order;

/**
 * {@code $filter} and {@code $orderby} as conditions and terms of the catalog. Olingo has parsed them and seen to it that the
 * types go together; what the catalog cannot compute is refused with 501.
 */
final class Filters {

    private static final Map<BinaryOperatorKind, Comparison> COMPARISONS = Map.of(
            BinaryOperatorKind.EQ, Comparison.EQUAL,
            BinaryOperatorKind.NE, Comparison.UNEQUAL,
            BinaryOperatorKind.GT, Comparison.GREATER,
            BinaryOperatorKind.GE, Comparison.GREATER_OR_EQUAL,
            BinaryOperatorKind.LT, Comparison.LESS,
            BinaryOperatorKind.LE, Comparison.LESS_OR_EQUAL);

    private static final Map<BinaryOperatorKind, Function> ARITHMETIC = Map.of(
            BinaryOperatorKind.ADD, Function.ADD,
            BinaryOperatorKind.SUB, Function.SUBTRACT,
            BinaryOperatorKind.MUL, Function.MULTIPLY,
            BinaryOperatorKind.DIV, Function.DIVIDE,
            BinaryOperatorKind.MOD, Function.MODULO);

    private static final Map<MethodKind, Place> PLACES = Map.of(
            MethodKind.CONTAINS, Place.ANYWHERE,
            MethodKind.STARTSWITH, Place.START,
            MethodKind.ENDSWITH, Place.END);

    private static final Map<MethodKind, Function> FUNCTIONS = Map.ofEntries(
            Map.entry(MethodKind.TOLOWER, Function.LOWER),
            Map.entry(MethodKind.TOUPPER, Function.UPPER),
            Map.entry(MethodKind.TRIM, Function.TRIM),
            Map.entry(MethodKind.LENGTH, Function.LENGTH),
            Map.entry(MethodKind.CONCAT, Function.CONCAT),
            Map.entry(MethodKind.INDEXOF, Function.POSITION),
            Map.entry(MethodKind.SUBSTRING, Function.SUBSTRING),
            Map.entry(MethodKind.FLOOR, Function.FLOOR),
            Map.entry(MethodKind.CEILING, Function.CEILING),
            Map.entry(MethodKind.ROUND, Function.ROUND),
            Map.entry(MethodKind.DATE, Function.DATE),
            Map.entry(MethodKind.YEAR, Function.YEAR),
            Map.entry(MethodKind.MONTH, Function.MONTH),
            Map.entry(MethodKind.DAY, Function.DAY),
            Map.entry(MethodKind.HOUR, Function.HOUR),
            Map.entry(MethodKind.MINUTE, Function.MINUTE),
            Map.entry(MethodKind.SECOND, Function.SECOND));

    /** Of these the answer is a whole number. */
    private static final Set<Function> WHOLE = Set.of(
            Function.LENGTH,
            Function.POSITION,
            Function.YEAR,
            Function.MONTH,
            Function.DAY,
            Function.HOUR,
            Function.MINUTE,
            Function.SECOND,
            Function.FLOOR,
            Function.CEILING,
            Function.ROUND,
            Function.DIVIDE_WHOLE);

    /** Of these it is one where all terms are. */
    private static final Set<Function> AS_WHOLE_AS_TERMS =
            Set.of(Function.ADD, Function.SUBTRACT, Function.MULTIPLY, Function.MODULO, Function.NEGATE);

    private static final int LARGEST_YEAR = 9999;

    private final Kind kind;
    private final Instant now;
    private final Parts parts = new Parts();

    /** @param now what {@code now()} is */
    Filters(Kind kind, Instant now) {
        this.kind = kind;
        this.now = now;
    }

    /** @param option null for everything */
    Condition condition(FilterOption option) throws ODataApplicationException {
        return option == null ? Condition.ALL : condition(option.getExpression());
    }

    /** @param option null for none */
    List<Order> order(OrderByOption option) throws ODataApplicationException {
        List<Order> order = new ArrayList<>();
        if (option != null) {
            for (OrderByItem item : option.getOrders()) {
                parts.add();
                Term term = term(item.getExpression());
                if (term instanceof Constant) {
                    throw Refusal.unsupported("sorting by what is always the same");
                }
                order.add(new Order(term, item.isDescending()));
            }
        }
        return order;
    }

    private Condition condition(Expression expression) throws ODataApplicationException {
        parts.add();
        if (expression instanceof Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Unary unary && unary.getOperator() == UnaryOperatorKind.NOT) {
            return new Not(condition(unary.getOperand()));
        }
        if (expression instanceof Method method && PLACES.containsKey(method.getMethod())) {
            return match(method);
        }
        if (expression instanceof Literal literal && value(literal) instanceof Boolean truth) {
            return truth ? Condition.ALL : new Or(List.of());
        }
        if (expression instanceof Member) {
            return about(new Compare(term(expression), Comparison.EQUAL, new Constant(true)));
        }
        throw unsupported(expression);
    }

    private Condition binary(Binary binary) throws ODataApplicationException {
        BinaryOperatorKind operator = binary.getOperator();
        if (operator == BinaryOperatorKind.AND || operator == BinaryOperatorKind.OR) {
            List<Condition> all = new ArrayList<>();
            flatten(binary, operator, all);
            return operator == BinaryOperatorKind.AND ? new And(all) : new Or(all);
        }
        if (operator == BinaryOperatorKind.IN) {
            return in(binary);
        }
        Comparison comparison = COMPARISONS.get(operator);
        if (comparison == null) {
            throw Refusal.unsupported(operator.toString());
        }
        Optional<Condition> ofTruth = comparedTruth(binary, comparison);
        if (ofTruth.isPresent()) {
            return ofTruth.get();
        }
        return about(new Compare(term(binary.getLeftOperand()), comparison, term(binary.getRightOperand())));
    }

    /** As many as there are side by side: a tree of them would be as deep as the filter is long. */
    private void flatten(Expression expression, BinaryOperatorKind operator, List<Condition> all)
            throws ODataApplicationException {
        Expression left = expression;
        List<Expression> right = new ArrayList<>();
        while (left instanceof Binary binary && binary.getOperator() == operator) {
            right.add(0, binary.getRightOperand());
            left = binary.getLeftOperand();
        }
        all.add(condition(left));
        for (Expression each : right) {
            all.add(condition(each));
        }
    }

    /** As in {@code contains(name,'x') eq true}; empty where no truth is compared. */
    private Optional<Condition> comparedTruth(Binary binary, Comparison comparison) throws ODataApplicationException {
        Expression condition = binary.getLeftOperand();
        Expression truth = binary.getRightOperand();
        if (condition instanceof Literal) {
            condition = binary.getRightOperand();
            truth = binary.getLeftOperand();
        }
        if (!isCondition(condition)) {
            return Optional.empty();
        }
        boolean equal = comparison == Comparison.EQUAL;
        if (truth instanceof Literal literal
                && value(literal) instanceof Boolean wanted
                && (equal || comparison == Comparison.UNEQUAL)) {
            Condition holds = condition(condition);
            return Optional.of(equal == wanted ? holds : new Not(holds));
        }
        throw Refusal.unsupported("such a comparison of conditions");
    }

    private static boolean isCondition(Expression expression) {
        return (expression instanceof Binary binary && !ARITHMETIC.containsKey(binary.getOperator()))
                || (expression instanceof Unary unary && unary.getOperator() == UnaryOperatorKind.NOT)
                || (expression instanceof Method method && PLACES.containsKey(method.getMethod()));
    }

    private Condition in(Binary binary) throws ODataApplicationException {
        Term left = term(binary.getLeftOperand());
        List<Expression> expressions = binary.getExpressions();
        if (expressions == null || expressions.isEmpty()) {
            throw Refusal.malformed("in needs a list of values.");
        }
        if (expressions.size() > Query.MOST) {
            throw Refusal.tooComplex();
        }
        Set<Object> values = new HashSet<>();
        List<Condition> any = new ArrayList<>();
        for (Expression expression : expressions) {
            if (!(expression instanceof Literal literal)) {
                throw Refusal.unsupported("a list of anything but values");
            }
            Object value = value(literal);
            Optional<Object> fitting = left instanceof Value field ? fitting(field.field(), value) : Optional.empty();
            if (fitting.isPresent()) {
                values.add(fitting.get());
            } else {
                any.add(about(new Compare(left, Comparison.EQUAL, new Constant(value))));
            }
        }
        if (!values.isEmpty()) {
            any.add(new In(((Value) left).field(), values));
        }
        return any.size() == 1 ? any.get(0) : new Or(any);
    }

    /** A value as one of a field's type; empty where it is none. */
    private static Optional<Object> fitting(Field field, Object value) {
        if (value == null) {
            return Optional.empty();
        }
        return value instanceof BigDecimal number
                ? field.type().parse(number.toPlainString())
                : Optional.of(value).filter(field.type().ofValues()::isInstance);
    }

    private Condition match(Method method) throws ODataApplicationException {
        List<Term> terms = terms(method.getParameters());
        return about(new Match(terms.get(0), PLACES.get(method.getMethod()), terms.get(1)));
    }

    /**
     * A condition about the category of a product is one that a product's category has to meet: so the database looks for
     * the categories first, and has an index for their products.
     */
    private static Condition about(Condition condition) throws ODataApplicationException {
        List<Term> terms = condition instanceof Compare compare
                ? List.of(compare.left(), compare.right())
                : List.of(((Match) condition).text(), ((Match) condition).part());
        List<RelatedValue> related = new ArrayList<>();
        List<Value> own = new ArrayList<>();
        terms.forEach(term -> collect(term, related, own));
        if (related.isEmpty()) {
            return condition;
        }
        if (!own.isEmpty()) {
            throw Refusal.unsupported("comparing a thing with what it refers to");
        }
        RelatedValue one = related.get(0);
        Condition ofOther = condition instanceof Compare compare
                ? new Compare(inside(compare.left()), compare.comparison(), inside(compare.right()))
                : new Match(
                        inside(((Match) condition).text()),
                        ((Match) condition).place(),
                        inside(((Match) condition).part()));
        Condition holds = new Related(one.field(), one.kind(), ofOther);
        return isTrueOfNothing(condition)
                ? new Or(List.of(holds, Condition.of(one.field(), Comparison.EQUAL, null)))
                : holds;
    }

    /** Whether a comparison holds where there is nothing on one of its sides. */
    private static boolean isTrueOfNothing(Condition condition) {
        if (!(condition instanceof Compare compare)) {
            return false;
        }
        boolean withNothing = List.of(compare.left(), compare.right()).contains(new Constant(null));
        return compare.comparison() == (withNothing ? Comparison.EQUAL : Comparison.UNEQUAL);
    }

    private static void collect(Term term, List<RelatedValue> related, List<Value> own) {
        if (term instanceof RelatedValue value) {
            related.add(value);
        } else if (term instanceof Value value) {
            own.add(value);
        } else if (term instanceof Call call) {
            call.terms().forEach(each -> collect(each, related, own));
        }
    }

    /** A term as the other thing itself would say it. */
    private static Term inside(Term term) {
        if (term instanceof RelatedValue value) {
            return new Value(value.value());
        }
        return term instanceof Call call
                ? new Call(
                        call.function(),
                        call.terms().stream().map(Filters::inside).toList())
                : term;
    }

    private List<Term> terms(List<Expression> expressions) throws ODataApplicationException {
        List<Term> terms = new ArrayList<>();
        for (Expression expression : expressions) {
            Term term = term(expression);
            if (term instanceof Constant constant && constant.value() == null) {
                throw Refusal.unsupported("computing with null");
            }
            terms.add(term);
        }
        return terms;
    }

    private Term term(Expression expression) throws ODataApplicationException {
        if (expression instanceof Literal literal) {
            return new Constant(value(literal));
        }
        if (expression instanceof Member member) {
            return member(member.getResourcePath().getUriResourceParts());
        }
        parts.add();
        if (expression instanceof Unary unary && unary.getOperator() == UnaryOperatorKind.MINUS) {
            return new Call(Function.NEGATE, terms(List.of(unary.getOperand())));
        }
        if (expression instanceof Binary binary && ARITHMETIC.containsKey(binary.getOperator())) {
            return arithmetic(binary);
        }
        if (expression instanceof Method method) {
            return function(method);
        }
        throw unsupported(expression);
    }

    private Term arithmetic(Binary binary) throws ODataApplicationException {
        List<Term> terms = terms(List.of(binary.getLeftOperand(), binary.getRightOperand()));
        if (!terms.stream().allMatch(Filters::isNumber)) {
            throw Refusal.unsupported("computing with dates and durations");
        }
        Function function = ARITHMETIC.get(binary.getOperator());
        boolean whole = terms.stream().allMatch(Filters::isWhole);
        return new Call(function == Function.DIVIDE && whole ? Function.DIVIDE_WHOLE : function, terms);
    }

    private Term function(Method method) throws ODataApplicationException {
        if (method.getMethod() == MethodKind.NOW) {
            return new Constant(now);
        }
        Function function = FUNCTIONS.get(method.getMethod());
        if (function == null) {
            throw Refusal.unsupported(method.getMethod().toString());
        }
        return new Call(function, terms(method.getParameters()));
    }

    private Term member(List<UriResource> path) throws ODataApplicationException {
        UriResource last = path.get(path.size() - 1);
        if (last instanceof UriResourcePrimitiveProperty property && path.size() == 1) {
            return new Value(field(kind, property));
        }
        if (last instanceof UriResourcePrimitiveProperty property
                && path.size() == 2
                && path.get(0) instanceof UriResourceNavigation navigation
                && navigation.getProperty().getName().equals(Model.CATEGORY)) {
            return new RelatedValue(
                    Model.CATEGORY_ID, Kind.PRODUCT_CATEGORIES, field(Kind.PRODUCT_CATEGORIES, property));
        }
        throw Refusal.unsupported("such a path");
    }

    private static Field field(Kind kind, UriResourcePrimitiveProperty property) throws ODataApplicationException {
        return kind.field(property.getProperty().getName()).orElseThrow(() -> Refusal.unsupported("such a property"));
    }

    private static boolean isNumber(Term term) {
        if (term instanceof Constant constant) {
            return constant.value() instanceof BigDecimal;
        }
        if (term instanceof Call call) {
            return WHOLE.contains(call.function())
                    || AS_WHOLE_AS_TERMS.contains(call.function())
                    || call.function() == Function.DIVIDE;
        }
        Field.Type type = type(term);
        return type == Field.Type.ID || type == Field.Type.INTEGER || type == Field.Type.DECIMAL;
    }

    private static boolean isWhole(Term term) {
        if (term instanceof Constant constant) {
            return constant.value() instanceof BigDecimal number && number.scale() == 0;
        }
        if (term instanceof Call call) {
            return WHOLE.contains(call.function())
                    || (AS_WHOLE_AS_TERMS.contains(call.function())
                            && call.terms().stream().allMatch(Filters::isWhole));
        }
        Field.Type type = type(term);
        return type == Field.Type.ID || type == Field.Type.INTEGER;
    }

    private static Field.Type type(Term term) {
        return term instanceof RelatedValue related
                ? related.value().type()
                : ((Value) term).field().type();
    }

    /** The value of a literal; a number of any type is a {@link BigDecimal}. */
    private static Object value(Literal literal) throws ODataApplicationException {
        String text = literal.getText();
        if (literal.getType() == null) {
            if (text.equals("null")) {
                return null;
            }
            throw Refusal.unsupported("lists and objects");
        }
        EdmPrimitiveTypeKind type;
        try {
            type = EdmPrimitiveTypeKind.valueOfFQN(literal.getType().getFullQualifiedName());
        } catch (IllegalArgumentException e) {
            throw Refusal.unsupported("such a value");
        }
        return switch (type) {
            case String -> text.substring(1, text.length() - 1).replace("''", "'");
            case Boolean -> Boolean.valueOf(text);
            case SByte, Byte, Int16, Int32, Int64, Decimal, Double, Single -> number(text);
            case DateTimeOffset -> instant(text);
            case Date -> date(text);
            default ->
                throw Refusal.unsupported("values of " + literal.getType().getName());
        };
    }

    private static BigDecimal number(String text) throws ODataApplicationException {
        try {
            BigDecimal number = new BigDecimal(text);
            // The database computes with 65 digits, and nobody needs to write that many zeros.
            if (Math.abs((long) number.precision() - number.scale()) > 30 || number.scale() > 30) {
                throw Refusal.malformed("The number " + shortened(text) + " is too large or too precise.");
            }
            return number.scale() < 0 ? number.setScale(0) : number;
        } catch (NumberFormatException e) {
            throw Refusal.malformed("The number " + shortened(text) + " is none.");
        }
    }

    private static String shortened(String text) {
        return text.length() > 50 ? text.substring(0, 50) + "…" : text;
    }

    private static Instant instant(String text) throws ODataApplicationException {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            requireYear(instant.atOffset(ZoneOffset.UTC).getYear());
            return instant;
        } catch (DateTimeException e) {
            throw Refusal.malformed("There is no moment " + shortened(text) + ".");
        }
    }

    private static LocalDate date(String text) throws ODataApplicationException {
        try {
            LocalDate date = LocalDate.parse(text);
            requireYear(date.getYear());
            return date;
        } catch (DateTimeException e) {
            throw Refusal.malformed("There is no day " + shortened(text) + ".");
        }
    }

    private static void requireYear(int year) throws ODataApplicationException {
        if (year < 1 || year > LARGEST_YEAR) {
            throw Refusal.malformed("A year has four digits.");
        }
    }

    private static ODataApplicationException unsupported(Expression expression) {
        return Refusal.unsupported(
                expression instanceof Method method ? method.getMethod().toString() : "such an expression");
    }
}
