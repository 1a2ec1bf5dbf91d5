package org.latchkey.api.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.uri.UriInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Field;
import org.latchkey.catalog.Item;
import org.latchkey.catalog.Kind;
import org.latchkey.catalog.Query;
import org.latchkey.catalog.Query.Order;

class BoundsTest {

    @Test
    void queryIsReadAsProgramsWriteIt() throws Exception {
        assertThat(Bounds.escaped("%24filter=stock+gt+0")).isEqualTo("%24filter=stock%20gt%200");
        assertThat(Bounds.escaped("$filter=name eq 'Ä|{}\"%2B'"))
                .isEqualTo("$filter=name%20eq%20'%C3%84%7C%7B%7D%22%2B'");
        ODataRequest request = Asked.request("/products", "%24top=1&%24filter=name+eq+'a%2Bb'");
        Bounds.check(request, Asked.ODATA, Asked.METADATA);
        assertThat(Asked.uri(request.getRawODataPath(), request.getRawQueryPath())
                        .getFilterOption()
                        .getExpression()
                        .toString())
                .contains("'a+b'");
    }

    @Test
    void bombsAreRefusedBeforeTheyAreParsed() {
        refused("/products", "$filter=" + "(".repeat(251) + "true", 400);
        refused("/products", "$filter=" + "%28".repeat(251) + "true", 400);
        refused("/products", "$filter='" + "(".repeat(251), 400);
        refused("/products", "$search=" + "(".repeat(251), 400);
        refused("/products", "$filter=" + "[".repeat(251), 400);
        refused("/" + "(".repeat(251), null, 400);
        refused("/products", "$filter=" + "a".repeat(Bounds.LONGEST), 400);
        refused("/products", "$filter=%zz", 400);
        refused("/products", "$filter=@a&@a=@b&@b=@a", 501);
    }

    /**
     * As many as may be, in a thread with a smaller stack than the server's have: all can be parsed, and what the database
     * is not asked is refused.
     */
    @ParameterizedTest
    @MethodSource("longest")
    void whatIsLeftIsParsedAndReadOrRefused(String query, String outcome) throws Exception {
        assertThat(inSmallThread(() -> answer(query)))
                .as(query.substring(0, Math.min(query.length(), 40)))
                .isEqualTo(outcome);
    }

    static List<Arguments> longest() {
        return List.of(
                arguments("$filter=" + "(".repeat(250) + "true" + ")".repeat(250), "read"),
                arguments("$filter=" + "not (".repeat(100) + "true" + ")".repeat(100), "read"),
                arguments("$filter=" + "not (".repeat(250) + "true" + ")".repeat(250), "too_complex"),
                arguments("$filter=" + "true or ".repeat(100) + "true", "read"),
                arguments("$filter=" + "true or ".repeat(2000) + "true", "too_complex"),
                arguments("$filter=1" + " add 1".repeat(100) + " eq 1", "read"),
                arguments("$filter=1" + " add 1".repeat(2500) + " eq 1", "too_complex"),
                arguments("$filter=true" + " eq true".repeat(1800), "too_complex"),
                arguments("$filter=-" + "-".repeat(5000) + "1 eq 1", "malformed"),
                arguments("$filter=name eq '" + "''".repeat(4000) + "'", "read"),
                arguments("$filter=stock in (" + "1,".repeat(900) + "2)", "read"),
                arguments("$filter=length(name) in (" + "1,".repeat(900) + "2)", "too_complex"),
                arguments("$search=" + "a ".repeat(3000), "too_complex"),
                arguments("$search=" + "a ".repeat(5000), "too_complex"),
                arguments("$search=" + "a OR ".repeat(3000) + "a", "too_complex"),
                arguments("$search=" + "NOT ".repeat(3000) + "a", "malformed"),
                arguments("$orderby=" + "name,".repeat(3000) + "name", "too_complex"),
                arguments("$orderby=stock" + " add 1".repeat(2500), "too_complex"),
                arguments("$expand=" + "category($expand=company,".repeat(200), "malformed"),
                arguments("$select=" + "name,".repeat(3000) + "name", "read"));
    }

    private static String answer(String query) {
        ODataRequest request = Asked.request("/products", query);
        try {
            Bounds.check(request, Asked.ODATA, Asked.METADATA);
            UriInfo uri = Asked.uri(request.getRawODataPath(), request.getRawQueryPath());
            ListProcessor.wanted(Kind.PRODUCTS, Condition.ALL, uri, Instant.EPOCH);
            new Filters(Kind.PRODUCTS, Instant.EPOCH).order(uri.getOrderByOption());
            return "read";
        } catch (ODataApplicationException e) {
            return e.getODataErrorCode();
        } catch (ODataLibraryException e) {
            return "malformed";
        }
    }

    private static String inSmallThread(Supplier<String> work) throws InterruptedException {
        AtomicReference<String> answer = new AtomicReference<>("overflown");
        Thread thread = new Thread(null, () -> answer.set(work.get()), "small", 512 * 1024);
        thread.setUncaughtExceptionHandler((of, e) -> answer.set(e.toString()));
        thread.start();
        thread.join();
        return answer.get();
    }

    /** Whatever passes on the first page passes on the next. */
    @Test
    void nextPageIsNeverTooLong() throws Exception {
        String filter = "/products?$filter=name+eq+'";
        ODataRequest request = Asked.request(
                "/products",
                "$top=7&$filter=name+eq+'" + "+ä%C3%A4".repeat((Bounds.LONGEST - filter.length() - 8) / 3) + "'");
        Bounds.check(request, Asked.ODATA, Asked.METADATA);
        List<Order> order =
                List.of(Order.by(field("name"), true), Order.by(field("email"), true), Order.by(field("city"), true));
        Map<Field, Object> values = new HashMap<>();
        Kind.CUSTOMERS.fields().forEach(field -> values.put(field, "\uffff".repeat(field.most())));
        Item last = new Item(Kind.CUSTOMERS, 7, 1, 0, values);
        URI next = new Paging(0, 2, Optional.of(5), Optional.empty()).next(request, order, last);
        assertThat(next.getRawQuery().length()).isGreaterThan(2 * Bounds.LONGEST);
        Bounds.check(Asked.request("/products", next.getRawQuery()), Asked.ODATA, Asked.METADATA);
        refused("/products", request.getRawQueryPath() + "&$count=true" + "&".repeat(8), 400);
    }

    @Test
    void nextPageIsNeverTooComplex() throws Exception {
        List<Order> order = Stream.of("email", "number", "city", "country")
                .map(name -> Order.by(field(name), true))
                .toList();
        assertThat(SkipToken.fits(order)).isTrue();
        Map<Field, Object> values = new HashMap<>();
        order.forEach(by -> values.put(((Condition.Value) by.term()).field(), "x"));
        values.put(Field.ID, 7L);
        Condition behind =
                SkipToken.condition(SkipToken.after(order, new Item(Kind.CUSTOMERS, 7, 1, 0, values)), order);

        int parts = 0;
        Condition wanted = Condition.ALL;
        while (parts < Query.MOST_CONDITIONS) {
            UriInfo uri = Asked.uri("/customers", "$filter=name eq 'x'" + " or name eq 'x'".repeat(parts));
            try {
                wanted = ListProcessor.wanted(Kind.CUSTOMERS, Condition.ALL, uri, Instant.EPOCH);
            } catch (ODataApplicationException e) {
                break;
            }
            parts++;
        }
        assertThat(parts).isBetween(140, Query.MOST_CONDITIONS - 1);
        assertThat(Condition.size(new And(List.of(wanted, behind)))).isLessThanOrEqualTo(Query.MOST_CONDITIONS);
        assertThat(SkipToken.fits(Collections.nCopies(5, order.get(0)))).isFalse();
    }

    private static Field field(String name) {
        return Kind.CUSTOMERS.field(name).orElseThrow();
    }

    private static void refused(String path, String query, int status) {
        assertThatThrownBy(() -> Bounds.check(Asked.request(path, query), Asked.ODATA, Asked.METADATA))
                .isInstanceOfSatisfying(
                        ODataApplicationException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(status));
    }
}
