package org.latchkey.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.graphql.Answer.Status;
import org.latchkey.problem.TooOften;

/** What is refused before anything is read: there is no catalog here. */
class EngineTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @BeforeAll
    static void warmUp() {
        execute("{__typename}");
    }

    static Stream<Arguments> bombs() {
        String list = "customers(companyId: 1) {data {name}} ";
        return Stream.of(
                Arguments.of("the same list, merged over and over", "{" + list.repeat(480) + "}"),
                Arguments.of("the same leaf", "{me {" + "name ".repeat(4_900) + "}}"),
                Arguments.of("leaves of the same name that conflict", "{me {" + "a:name a:email ".repeat(800) + "}}"),
                Arguments.of("nested inline fragments", "{" + "... {".repeat(1_600) + "__typename" + "}".repeat(1_601)),
                Arguments.of(
                        "fragments that nobody uses",
                        "{__typename}" + each(600, "fragment f%d on Query {__typename} ")),
                Arguments.of("variables that nobody uses", "query(" + each(1_500, "$v%d: Int ") + ") {__typename}"),
                Arguments.of("a nested value", "{customers(companyId: " + "[".repeat(4_000)),
                Arguments.of("a long number", "{customers(companyId: " + "9".repeat(90_000) + ") {data {name}}}"),
                Arguments.of("a long text", "{customers(companyId: \"" + "x".repeat(99_000)),
                Arguments.of("a long name", "{" + "x".repeat(99_000) + "}"),
                Arguments.of("spaces", "{__typename" + " ".repeat(99_000) + "nothing}"),
                Arguments.of("comments", "#\n".repeat(49_000) + "{nothing}"),
                Arguments.of("many operations", each(800, "query q%d {__typename} ")),
                Arguments.of("many operations of one name", "query q {__typename} ".repeat(800)),
                Arguments.of(
                        "types in circles",
                        "{__schema {types {" + "fields {type {".repeat(8) + "name" + "}}".repeat(8) + "}}}"),
                Arguments.of("the schema many times", "{" + each(50, "a%d: __schema {types {name}} ") + "}"));
    }

    private static String each(int number, String text) {
        return IntStream.range(0, number).mapToObj(text::formatted).collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bombs(String what, String query) {
        long start = System.nanoTime();
        Answer answer = execute(query);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(AT_ONCE);
        assertThat(answer.status()).as(what).isIn(Status.INVALID, Status.TOO_COMPLEX);
        assertThat(answer.body()).as(what).containsOnlyKeys("errors");
        assertThat(json(answer)).as(what).hasSizeLessThan(200_000);
    }

    /** As tools ask for it, with types in types nine times. */
    @Test
    void introspectionOfToolsIsAnswered() {
        String types = "ofType {kind name ".repeat(9) + "}".repeat(9);
        Answer answer = execute("""
                query IntrospectionQuery {
                  __schema {
                    description queryType {name kind} mutationType {name kind} subscriptionType {name kind}
                    types {...FullType}
                    directives {name description isRepeatable locations args(includeDeprecated: true) {...InputValue}}
                  }
                }
                fragment FullType on __Type {
                  kind name description specifiedByURL isOneOf
                  fields(includeDeprecated: true) {
                    name description args(includeDeprecated: true) {...InputValue} type {...TypeRef} isDeprecated deprecationReason
                  }
                  inputFields(includeDeprecated: true) {...InputValue}
                  interfaces {...TypeRef}
                  enumValues(includeDeprecated: true) {name description isDeprecated deprecationReason}
                  possibleTypes {...TypeRef}
                }
                fragment InputValue on __InputValue {
                  name description type {...TypeRef} defaultValue isDeprecated deprecationReason
                }
                fragment TypeRef on __Type {kind name %s}
                """.formatted(types));

        assertThat(answer.status()).isEqualTo(Status.EXECUTED);
        assertThat(answer.body()).containsOnlyKeys("data");
    }

    @Test
    void everythingInTheSchemaIsDescribed() {
        Answer answer = execute("""
                {__schema {types {name description
                    fields {name description args {name description}} inputFields {name description}
                    enumValues {name description}}}}
                """);

        Map<?, ?> schema = (Map<?, ?>) ((Map<?, ?>) answer.body().get("data")).get("__schema");
        List<?> own = ((List<?>) schema.get("types"))
                .stream()
                        .filter(type ->
                                !((Map<?, ?>) type).get("name").toString().startsWith("__"))
                        .toList();
        assertThat(own).hasSizeGreaterThan(20);
        assertThat(undescribed(own)).isEmpty();
    }

    private static List<Object> undescribed(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().flatMap(it -> undescribed(it).stream()).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return List.of();
        }
        Stream<Object> own =
                map.containsKey("name") && map.get("description") == null ? Stream.of(map.get("name")) : Stream.of();
        return Stream.concat(own, map.values().stream().flatMap(it -> undescribed(it).stream()))
                .toList();
    }

    @Test
    void costIsThatOfWhatAllListsMayHold() {
        String list = "(companyId: 1, options: {pagination: {qty: $qty}}) {data {a:name b:name c:name d:name}} ";
        String query = "query($qty: Int) {" + each(19, "l%d: customers" + list) + "}";

        Request request = new Request(query, null, Map.of("qty", 1_000_000), false);
        Answer answer = Engine.execute(request, new Call(null, null, Clock.systemUTC(), false));

        assertThat(answer.status()).isEqualTo(Status.TOO_COMPLEX);
        assertThat(answer.body().toString()).contains("This costs " + 19 * (1_000 + 5 * 1_000) + ",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{%s: __typename}",
                "{customers(companyId: 1) {data {%s: name}}}",
                "{...f} fragment f on Query {... {%s: __typename}}",
                "query a {__typename} query b {%s: __typename}"
            })
    void longAliasIsRefused(String query) {
        Answer answer = execute(query.formatted("x".repeat(101)), "a");

        assertThat(answer.status()).isEqualTo(Status.TOO_COMPLEX);
        assertThat(answer.body().toString()).contains("code=too_complex", "more than 100 characters");
        assertThat(execute("{%s: __typename}".formatted("x".repeat(100))).status())
                .isEqualTo(Status.EXECUTED);
    }

    /** A catalog whose database answers no longer after so many changes. */
    private static final class Failing extends Catalog {

        private final RuntimeException failure;
        private final int most;
        private final List<Object> names = new ArrayList<>();

        Failing(RuntimeException failure, int most) {
            this.failure = failure;
            this.most = most;
        }

        @Override
        public Item create(long companyId, Kind kind, Map<Field, Object> values) {
            names.add(values.get(kind.field("name").orElseThrow()));
            if (names.size() == most + 1) {
                throw failure;
            }
            return new Item(kind, names.size(), companyId, 0, Map.copyOf(values));
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new EJBException(new SQLException("secret", "HY000", 1205)), "unavailable"),
                Arguments.of(new TooOften("too_many_at_once", "Later.", 1), "too_many_at_once"),
                Arguments.of(new IllegalStateException("secret"), "internal_error"));
    }

    /** What is done would be made again by whoever is told that nothing was. */
    @ParameterizedTest
    @MethodSource("failures")
    void changeThatIsDoneIsToldThoughALaterOneFails(RuntimeException failure, String code) {
        Failing catalog = new Failing(failure, 1);
        Answer answer = create(catalog);

        assertThat(catalog.names).containsExactly("One", "Two");
        assertThat(answer.status()).isEqualTo(Status.EXECUTED);
        assertThat(answer.body().get("data")).hasToString("{a={data={name=One}}, b=null, c=null}");
        assertThat((List<?>) answer.body().get("errors"))
                .extracting(Object::toString)
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).contains("code=" + code).doesNotContain("secret"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothingIsAnsweredNorTriedWhereTheFirstChangeFails(RuntimeException failure, String code) {
        Failing catalog = new Failing(failure, 0);

        assertThatThrownBy(() -> create(catalog)).isSameAs(failure);
        assertThat(catalog.names).as(code).containsExactly("One");
    }

    private static Answer create(Catalog catalog) {
        String create = ": customerCreate(companyId: 1, data: {name: \"%s\"}) {data {name}} ";
        String query = "mutation {a" + create.formatted("One") + "b" + create.formatted("Two") + "c"
                + create.formatted("Three") + "}";
        return Engine.execute(
                new Request(query, null, Map.of(), false), new Call(catalog, null, Clock.systemUTC(), false));
    }

    private static byte[] json(Answer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            answer.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Answer execute(String query, String operation) {
        String name = query.contains("query " + operation) ? operation : null;
        return Engine.execute(
                new Request(query, name, Map.of(), false), new Call(null, null, Clock.systemUTC(), false));
    }

    private static Answer execute(String query) {
        return Engine.execute(
                new Request(query, null, Map.of(), false), new Call(null, null, Clock.systemUTC(), false));
    }
}
