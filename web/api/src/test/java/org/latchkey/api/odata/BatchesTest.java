package org.latchkey.api.odata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.apache.olingo.server.api.ODataHttpHandler;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.processor.EntityCollectionProcessor;
import org.apache.olingo.server.api.processor.EntityProcessor;
import org.apache.olingo.server.api.processor.Processor;
import org.junit.jupiter.api.Test;
import org.latchkey.catalog.UnitOfWork;
import org.latchkey.realm.RateLimits;

/** What a batch may take, with parts that take as long and answer as much as a test wants. */
class BatchesTest {

    private static final int MEGABYTE = 1024 * 1024;

    private Instant now = Instant.EPOCH;
    private Duration time = Duration.ZERO;
    private byte[] content = {};
    private int left = 1000;
    private int begun;
    private int rolledBack;

    @Test
    void nothingBeginsOnceTheAnswersAreLarge() throws Exception {
        content = new byte[MEGABYTE];
        String answer = body(batch(read("products").repeat(12)));
        assertThat(begun).isEqualTo(8);
        assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(9);
        assertThat(answer.split("HTTP/1.1 413", -1)).hasSize(5);
        assertThat(answer).contains("\"code\":\"too_large\"");
    }

    @Test
    void nothingBeginsLate() throws Exception {
        time = Duration.ofSeconds(11);
        String answer = body(batch(read("products").repeat(12)));
        assertThat(begun).isEqualTo(3);
        assertThat(answer.split("HTTP/1.1 413", -1)).hasSize(10);
    }

    @Test
    void changeSetThatIsLateDoesNotCount() throws Exception {
        time = Duration.ofSeconds(11);
        String changes = "--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n" + change(1) + change(2) + change(3)
                + change(4) + "--c--\r\n";
        String answer = body(batch(changes));
        assertThat(begun).isEqualTo(3);
        assertThat(rolledBack).isEqualTo(1);
        assertThat(answer).contains("HTTP/1.1 413").doesNotContain("HTTP/1.1 200");
    }

    @Test
    void eachRequestCounts() throws Exception {
        left = 4;
        assertThat(batch(read("products").repeat(5)).getStatusCode()).isEqualTo(200);
        assertThat(begun).isEqualTo(5);
        ODataResponse refused = batch(read("products").repeat(2));
        assertThat(refused.getStatusCode()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("7");
        assertThat(body(refused)).contains("\"code\":\"rate_limit_exceeded\"");
        assertThat(begun).isEqualTo(5);
        assertThat(batch(read("products")).getStatusCode()).isEqualTo(200);
    }

    @Test
    void boundaryIsAnotherEachTime() throws Exception {
        String boundary = batch(read("products")).getHeader("Content-Type");
        assertThat(boundary).matches("multipart/mixed;boundary=batch_[0-9a-f]{32}");
        assertThat(batch(read("products")).getHeader("Content-Type")).isNotEqualTo(boundary);
    }

    private ODataResponse batch(String parts) {
        ODataRequest request = Asked.request("/$batch", null);
        request.setMethod(HttpMethod.POST);
        request.setProtocol("HTTP/1.1");
        request.setRawRequestUri("http://localhost/odata/$batch");
        request.addHeader("Content-Type", List.of("multipart/mixed;boundary=b"));
        request.addHeader("Prefer", List.of("odata.continue-on-error"));
        request.setBody(new ByteArrayInputStream((parts + "--b--\r\n").getBytes(UTF_8)));
        ODataHttpHandler handler = Asked.ODATA.createHandler(Asked.METADATA);
        handler.register(answering());
        handler.register(new Batches(services()));
        return handler.process(request);
    }

    private Services services() {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        UnitOfWork unitOfWork = new UnitOfWork() {
            @Override
            public <T> T run(Supplier<T> work, Predicate<T> done) {
                T answer = work.get();
                rolledBack += done.test(answer) ? 0 : 1;
                return answer;
            }
        };
        return new Services(null, unitOfWork, null, clock, new SecureRandom(), this::take);
    }

    private RateLimits.Left take(int requests) {
        boolean taken = requests <= left;
        left -= taken ? requests : 0;
        return new RateLimits.Left(600, taken, left, 60, taken ? 0 : 7);
    }

    private Processor answering() {
        return (Processor) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntityCollectionProcessor.class, EntityProcessor.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments.length > 1 && arguments[1] instanceof ODataResponse response) {
                        begun++;
                        now = now.plus(time);
                        response.setStatusCode(200);
                        response.setContent(new ByteArrayInputStream(content));
                    }
                    return null;
                });
    }

    private static String body(ODataResponse response) throws IOException {
        return new String(response.getContent().readAllBytes(), UTF_8);
    }

    private static String read(String path) {
        return "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" + "GET " + path
                + " HTTP/1.1\r\n\r\n\r\n";
    }

    private static String change(int id) {
        return "--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: " + id
                + "\r\n\r\n"
                + "POST products HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}\r\n";
    }
}
