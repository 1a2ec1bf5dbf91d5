package org.latchkey.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends messages to receivers, over connections of their own: to public addresses and what the operator allows, {@code
 * -Dlatchkey.webhook.private}, without redirects, cookies and proxies.
 */
@ApplicationScoped
class Receivers {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final TimeValue IDLE = TimeValue.ofSeconds(2);
    private static final int LONGEST_BODY = 1024;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 100;

    private final PublicAddresses addresses = PublicAddresses.and(System.getProperty("latchkey.webhook.private"));

    @Resource
    private ManagedScheduledExecutorService timer;

    @Inject
    private Clock clock;

    private PoolingHttpClientConnectionManager connections;
    private CloseableHttpClient client;

    @PostConstruct
    void start() {
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(Timeout.of(WHOLE))
                        // A receiver that has ended a connection has not refused a message.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                .setMaxConnTotal(Places.MOST)
                .setMaxConnPerRoute(Places.MOST)
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setUserAgent("Latchkey-Webhooks/1")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .build();
    }

    @PreDestroy
    void stop() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** Ends connections over which nothing more is sent for the moment. */
    void closeIdle() {
        connections.closeIdle(IDLE);
    }

    /** To what messages may be sent. */
    PublicAddresses addresses() {
        return addresses;
    }

    /** Sends a message, once; whatever comes of it, there is an answer. */
    Answer send(Attempt attempt) {
        Instant start = clock.instant();
        HttpPost request = request(attempt, start);
        // Sockets time out between two bytes; this one does so in any case.
        Future<?> end = timer.schedule(request::abort, WHOLE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange(request, start);
        } catch (IOException | RuntimeException e) {
            return Answer.none(end.isDone() ? DeliveryProblem.TIMEOUT : problem(e), millis(start));
        } finally {
            end.cancel(false);
        }
    }

    private static HttpPost request(Attempt attempt, Instant at) {
        String id = WebhookDelivery.message(attempt.delivery());
        HttpPost request = new HttpPost(URI.create(attempt.url()));
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        request.setHeader("webhook-signature", SigningSecret.sign(attempt.secrets(), id, at, attempt.body()));
        request.setEntity(new StringEntity(attempt.body(), ContentType.APPLICATION_JSON));
        return request;
    }

    private Answer exchange(HttpPost request, Instant start) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        try {
            return answer(response, start);
        } finally {
            // Or closing it would read what is left of it, to its end. A connection whose answer was read is free by
            // now.
            request.abort();
            Closer.closeQuietly(response);
        }
    }

    private Answer answer(ClassicHttpResponse response, Instant start) throws IOException {
        String body = response.getEntity() == null
                ? ""
                : beginning(response.getEntity().getContent());
        return new Answer(
                response.getCode(),
                body,
                retryAfter(response.getFirstHeader("Retry-After"), clock.instant()),
                null,
                (int) millis(start));
    }

    /** As text on the page, whatever it is. */
    private static String beginning(InputStream body) throws IOException {
        String text = new String(body.readNBytes(LONGEST_BODY), UTF_8);
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); null where it is neither. */
    private static Duration retryAfter(Header header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.getValue().strip();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DeliveryProblem problem(Exception e) {
        if (e instanceof PublicAddresses.NotAllowed) {
            return DeliveryProblem.PRIVATE_ADDRESS;
        }
        if (e instanceof UnknownHostException) {
            return DeliveryProblem.UNKNOWN_HOST;
        }
        if (e instanceof java.io.InterruptedIOException) {
            return DeliveryProblem.TIMEOUT;
        }
        return e instanceof SSLException ? DeliveryProblem.TLS : DeliveryProblem.CONNECTION;
    }

    private long millis(Instant start) {
        return Duration.between(start, clock.instant()).toMillis();
    }
}
