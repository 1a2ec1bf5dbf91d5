package org.latchkey.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latchkey.account.Caller;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Page;
import org.latchkey.problem.Invalid;

/** What the fields of a query hold. */
final class Reading {

    private Reading() {}

    static Map<String, Object> me(DataFetchingEnvironment environment) {
        Caller caller = call(environment).access().caller();
        return Map.of("userId", caller.userId(), "name", caller.name(), "email", caller.email());
    }

    static List<Map<String, Object>> companies(DataFetchingEnvironment environment) {
        return call(environment).access().companies().stream()
                .map(Reading::company)
                .toList();
    }

    static Map<String, Object> company(CompanyAccess company) {
        return Map.of(
                "companyId",
                company.id(),
                "name",
                company.name(),
                "role",
                company.role(),
                "permissions",
                company.permissions().stream()
                        .sorted()
                        .map(Permission::toString)
                        .toList());
    }

    static Map<String, Object> list(Naming naming, DataFetchingEnvironment environment) {
        try {
            Options options = Options.of(naming, environment.getArgument("options"));
            boolean read = environment.getSelectionSet().contains("data");
            boolean counted = environment.getSelectionSet().contains("options/pagination/count");
            Page page = call(environment).catalog().page(companyId(environment), options.query(read, counted));
            Map<String, Object> answer = answer(page.items());
            answer.put("options", Map.of("pagination", options.pagination(page.count())));
            return answer;
        } catch (Invalid e) {
            return refused(e);
        }
    }

    static Map<String, Object> one(Naming naming, DataFetchingEnvironment environment) {
        return answer(call(environment).catalog().get(companyId(environment), naming.kind(), id(naming, environment)));
    }

    /** What a field of a thing holds, of a type that GraphQL knows. */
    static Object value(Field field, Item item) {
        Object value = item.get(field);
        return value instanceof Instant at ? at.toString() : value;
    }

    static Call call(DataFetchingEnvironment environment) {
        return environment.getGraphQlContext().get(Call.class);
    }

    static long companyId(DataFetchingEnvironment environment) {
        return environment.<Integer>getArgument("companyId");
    }

    static long id(Naming naming, DataFetchingEnvironment environment) {
        return environment.<Integer>getArgument(naming.id());
    }

    static Map<String, Object> answer(Object data) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("errors", List.of());
        answer.put("data", data);
        return answer;
    }

    static Map<String, Object> refused(Invalid e) {
        return Map.of(
                "errors",
                e.violations().stream()
                        .map(it -> Map.of("field", it.field(), "msg", it.reason(), "code", it.code()))
                        .toList());
    }
}
