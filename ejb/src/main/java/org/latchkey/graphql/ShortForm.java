package org.latchkey.graphql;

import graphql.language.Argument;
import graphql.language.ArrayValue;
import graphql.language.AstPrinter;
import graphql.language.BooleanValue;
import graphql.language.Document;
import graphql.language.EnumValue;
import graphql.language.Field;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.parser.InvalidSyntaxException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latchkey.catalog.Query;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Malformed;

/**
 * The short form of the Query API, made into the other one: no outer brace, no company, {@code id} for the id of anything,
 * the list itself where the other form has {@code data} in it.
 *
 * <p>A list takes {@code filter: {stock: {gt: 0}, name: "Cork"}}, {@code search: "cork"}, {@code order: "name desc"} or
 * several of them in brackets, {@code limit} and {@code page}.
 */
final class ShortForm {

    private static final Set<String> COMPARISONS =
            Set.of("eq", "ne", "gt", "gte", "lt", "lte", "like", "notLike", "in", "notIn");

    private ShortForm() {}

    static String rewrite(String text, long companyId) {
        SelectionSet.Builder lists = SelectionSet.newSelectionSet();
        for (Field list : fields(operation(text).getSelectionSet(), "query")) {
            Naming naming = Naming.ofList(list.getName()).orElseThrow(() -> unknown(list.getName()));
            lists.selection(list(naming, list, companyId));
        }
        return AstPrinter.printAst(lists.build());
    }

    /** What stands between one pair of braces, and nothing else. */
    private static OperationDefinition operation(String text) {
        if (Engine.hasHugeNumber(text)) {
            throw tooComplex();
        }
        try {
            Document document = Engine.parse("{" + text + "\n}");
            if (document.getDefinitions().size() == 1
                    && document.getDefinitions().get(0) instanceof OperationDefinition operation) {
                return operation;
            }
            throw malformed("query", "There is a brace too many.");
        } catch (InvalidSyntaxException e) {
            throw Engine.isTooLarge(e) ? tooComplex() : malformed("query", e.getMessage());
        }
    }

    private static Field list(Naming naming, Field list, long companyId) {
        if (list.getSelectionSet() == null) {
            throw malformed(list.getName(), "Say in braces which fields are wanted.");
        }
        SelectionSet.Builder wanted = SelectionSet.newSelectionSet();
        for (Field field : fields(list.getSelectionSet(), list.getName())) {
            wanted.selection(field(naming, field, list.getName()));
        }
        return Field.newField(list.getName())
                .alias(list.getAlias())
                .arguments(List.of(
                        Argument.newArgument("companyId", number(companyId)).build(),
                        Argument.newArgument("options", options(list)).build()))
                .selectionSet(SelectionSet.newSelectionSet()
                        .selection(plain("errors", plain("field"), plain("code")))
                        .selection(Field.newField("data", wanted.build()).build())
                        .build())
                .build();
    }

    private static Field field(Naming naming, Field field, String of) {
        String name = field.getName();
        if (name.equals("id")) {
            return renamed(field, naming.id());
        }
        if (name.equals("company") || (name.equals("productCategory") && naming == Naming.PRODUCT)) {
            return below(field, of + "." + name);
        }
        if (naming.field(name).isEmpty()) {
            throw unknown(of + "." + name);
        }
        return field;
    }

    private static Field below(Field field, String of) {
        if (field.getSelectionSet() == null) {
            throw malformed(of, "Say in braces which fields are wanted.");
        }
        SelectionSet.Builder wanted = SelectionSet.newSelectionSet();
        for (Field one : fields(field.getSelectionSet(), of)) {
            wanted.selection(one.getName().equals("id") ? renamed(one, field.getName() + "Id") : one);
        }
        return field.transform(builder -> builder.selectionSet(wanted.build()));
    }

    private static Field renamed(Field field, String name) {
        return field.transform(builder -> builder.name(name).alias(field.getResultKey()));
    }

    private static Field plain(String name, Field... below) {
        Field.Builder field = Field.newField(name);
        if (below.length > 0) {
            field.selectionSet(SelectionSet.newSelectionSet(List.of(below)).build());
        }
        return field.build();
    }

    private static List<Field> fields(SelectionSet set, String of) {
        List<Field> fields = new ArrayList<>();
        for (Selection<?> selection : set.getSelections()) {
            if (!(selection instanceof Field field) || !field.getDirectives().isEmpty()) {
                throw malformed(of, "This form has fields only, neither fragments nor directives.");
            }
            fields.add(field);
        }
        return fields;
    }

    private static ObjectValue options(Field list) {
        ObjectValue.Builder options = ObjectValue.newObjectValue();
        ObjectValue.Builder pagination = ObjectValue.newObjectValue();
        Value<?> limit = number(Query.MOST);
        for (Argument argument : list.getArguments()) {
            Value<?> value = argument.getValue();
            switch (argument.getName()) {
                case "filter" -> options.objectField(entry("filter", new ArrayValue(filters(value))));
                case "search" ->
                    options.objectField(entry("search", object(entry("value", requireText(value, "search")))));
                case "order" -> options.objectField(entry("order", new ArrayValue(orders(value))));
                case "page" -> pagination.objectField(entry("page", requireNumber(value, "page")));
                case "limit" -> limit = requireNumber(value, "limit");
                default -> throw unknown(list.getName() + "." + argument.getName());
            }
        }
        pagination.objectField(entry("qty", limit));
        return options.objectField(entry("pagination", pagination.build())).build();
    }

    @SuppressWarnings("rawtypes")
    private static List<Value> filters(Value<?> value) {
        if (!(value instanceof ObjectValue filter)) {
            throw malformed("filter", "A filter is written as {stock: {gt: 0}}.");
        }
        List<Value> filters = new ArrayList<>();
        for (ObjectField field : filter.getObjectFields()) {
            if (field.getValue() instanceof ObjectValue comparisons) {
                for (ObjectField comparison : comparisons.getObjectFields()) {
                    if (!COMPARISONS.contains(comparison.getName())) {
                        throw unknown("filter." + field.getName() + "." + comparison.getName());
                    }
                    filters.add(filter(field.getName(), comparison.getName(), comparison.getValue()));
                }
            } else {
                filters.add(filter(field.getName(), "eq", field.getValue()));
            }
        }
        return filters;
    }

    private static ObjectValue filter(String field, String comparison, Value<?> value) {
        String text = value instanceof ArrayValue values
                ? JsonText.write(
                        values.getValues().stream().map(one -> text(one, field)).toList())
                : text(value, field);
        return object(
                entry("field", new StringValue(field)),
                entry("comparison", new EnumValue(comparison)),
                entry("value", new StringValue(text)));
    }

    private static String text(Value<?> value, String field) {
        if (value instanceof StringValue text) {
            return text.getValue();
        }
        if (value instanceof IntValue number) {
            return number.getValue().toString();
        }
        if (value instanceof FloatValue number) {
            return Options.plain(number.getValue())
                    .orElseThrow(() -> malformed("filter." + field, "This number is too long."));
        }
        if (value instanceof BooleanValue truth) {
            return Boolean.toString(truth.isValue());
        }
        throw malformed("filter." + field, "A field is compared with a text, a number, true or false.");
    }

    @SuppressWarnings("rawtypes")
    private static List<Value> orders(Value<?> value) {
        List<Value> orders = new ArrayList<>();
        List<Value> given = value instanceof ArrayValue several ? several.getValues() : List.of(value);
        for (Value one : given) {
            String[] words = requireText(one, "order").getValue().strip().split("\\s+", 3);
            boolean descending = words.length == 2 && words[1].equals("desc");
            if (words.length > 2 || (words.length == 2 && !descending && !words[1].equals("asc"))) {
                throw malformed("order", "An order is written as \"name\" or \"name desc\".");
            }
            orders.add(object(
                    entry("field", new StringValue(words[0])),
                    entry("sort", new EnumValue(descending ? "DESC" : "ASC"))));
        }
        return orders;
    }

    private static StringValue requireText(Value<?> value, String name) {
        if (value instanceof StringValue text) {
            return text;
        }
        throw malformed(name, "This is a text.");
    }

    private static IntValue requireNumber(Value<?> value, String name) {
        if (value instanceof IntValue number
                && number.getValue().signum() > 0
                && number.getValue().bitLength() < Integer.SIZE) {
            return number;
        }
        throw malformed(name, "This is a whole number from 1.");
    }

    private static ObjectField entry(String name, Value<?> value) {
        return new ObjectField(name, value);
    }

    private static ObjectValue object(ObjectField... fields) {
        return ObjectValue.newObjectValue().objectFields(List.of(fields)).build();
    }

    private static IntValue number(long number) {
        return new IntValue(BigInteger.valueOf(number));
    }

    /** The lists themselves; whatever has gone wrong is thrown. */
    static Answer unwrap(Answer answer, Call call) {
        call.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        if (answer.status() == Answer.Status.TOO_COMPLEX) {
            throw tooComplex();
        }
        if (answer.status() != Answer.Status.EXECUTED) {
            throw malformed("query", message(answer));
        }
        Map<String, Object> lists = new LinkedHashMap<>();
        map(answer.body().get("data")).forEach((name, list) -> lists.put(name, data(map(list))));
        return new Answer(answer.status(), lists);
    }

    private static Object data(Map<String, Object> list) {
        Invalid.refuse(((List<?>) list.get("errors"))
                .stream()
                        .map(ShortForm::map)
                        .map(error -> new Violation((String) error.get("field"), (String) error.get("code")))
                        .toList());
        return list.get("data");
    }

    private static String message(Answer answer) {
        return map(((List<?>) answer.body().get("errors")).get(0))
                .get("message")
                .toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Invalid tooComplex() {
        return new Invalid(List.of(new Violation("query", "too-complex")));
    }

    private static Invalid unknown(String field) {
        return new Invalid(List.of(new Violation(field, "unknown")));
    }

    private static Malformed malformed(String field, String message) {
        return new Malformed("malformed_query", field, message);
    }
}
