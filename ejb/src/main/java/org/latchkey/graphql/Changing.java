package org.latchkey.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** What the fields of a mutation do. */
final class Changing {

    private Changing() {}

    static Map<String, Object> create(Naming naming, DataFetchingEnvironment environment) {
        return answer(
                environment,
                () -> catalog(environment).create(companyId(environment), naming.kind(), values(naming, environment)));
    }

    static Map<String, Object> update(Naming naming, DataFetchingEnvironment environment) {
        Map<String, Object> data = environment.getArgument("data");
        int id = (Integer) data.get(naming.id());
        return answer(
                environment,
                () -> catalog(environment)
                        .change(companyId(environment), naming.kind(), id, null, values(naming, environment)));
    }

    static Map<String, Object> delete(Naming naming, DataFetchingEnvironment environment) {
        long id = Reading.id(naming, environment);
        return answer(environment, () -> {
            Item was = catalog(environment).get(companyId(environment), naming.kind(), id);
            catalog(environment).delete(companyId(environment), naming.kind(), id, null);
            return was;
        });
    }

    private static Map<String, Object> answer(DataFetchingEnvironment environment, Supplier<Item> change) {
        try {
            Item item = change.get();
            Reading.call(environment).changed();
            return Reading.answer(item);
        } catch (Invalid e) {
            return Reading.refused(e);
        }
    }

    private static Catalog catalog(DataFetchingEnvironment environment) {
        return Reading.call(environment).catalog();
    }

    private static long companyId(DataFetchingEnvironment environment) {
        return Reading.companyId(environment);
    }

    private static Map<Field, Object> values(Naming naming, DataFetchingEnvironment environment) {
        Map<String, Object> data = environment.getArgument("data");
        Map<Field, Object> values = new LinkedHashMap<>();
        data.forEach((name, value) -> {
            if (!name.equals(naming.id())) {
                Field field = naming.field(name).orElseThrow();
                values.put(field, value(field, value));
            }
        });
        return values;
    }

    /** GraphQL knows fewer types of numbers. */
    private static Object value(Field field, Object value) {
        if (value instanceof Integer id && field.type() == Field.Type.ID) {
            return id.longValue();
        }
        if (value instanceof Double number) {
            if (!Double.isFinite(number)) {
                throw new Invalid(List.of(new Violation(field.name(), "out-of-range")));
            }
            // The shortest decimal number that is this one: what was written, up to 15 digits.
            return BigDecimal.valueOf(number);
        }
        return value;
    }
}
