package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A system of a company that messages are sent to. It answers 200 with a few words, unless it is told something else. */
final class Receiver implements AutoCloseable {

    private static final int HELD_SECONDS = 20;
    private static final int SECONDS = 60;

    private final HttpServer server;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Set<InetSocketAddress> senders = ConcurrentHashMap.newKeySet();

    private volatile CountDownLatch held = new CountDownLatch(0);

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?of=latchkey";
    }

    /** Says how the next message is answered that is not spoken of yet. Headers are names and values in turn. */
    Receiver answer(int status, String body, String... headers) {
        answers.add(new Answer(status, body, List.of(headers)));
        return this;
    }

    /** Takes its time over what comes, until it is released. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try {
            held.await(HELD_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.add(exchange.getRemoteAddress());
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Answer planned = answers.poll();
        Answer answer = planned == null ? new Answer(200, "thank you", List.of()) : planned;
        for (int i = 0; i < answer.headers.size(); i += 2) {
            exchange.getResponseHeaders().set(answer.headers.get(i), answer.headers.get(i + 1));
        }
        messages.add(new Message(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(), exchange.getRequestHeaders(), body));
        try (exchange) {
            byte[] bytes = answer.body.getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The next message, for which it waits. */
    Message next() {
        try {
            Message next = messages.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a message").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether nothing has come that was not asked for. */
    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Over how many connections messages have come. */
    int connections() {
        return senders.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, String body, List<String> headers) {}

    /** What has come: method and target, headers, body. */
    record Message(String request, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(", ", header.getValue()))
                    .findFirst()
                    .orElse(null);
        }

        String id() {
            return header("webhook-id");
        }

        JsonObject json() {
            try (var reader = Json.createReader(new StringReader(body))) {
                return reader.readObject();
            }
        }

        String type() {
            return json().getString("type");
        }

        JsonObject data() {
            return json().getJsonObject("data");
        }

        /** How many signatures it has. */
        int signatures() {
            return header("webhook-signature").split(" ").length;
        }

        /** Verifies it as the specification of Standard Webhooks says, with code of its own. */
        boolean isSignedBy(String secret) {
            long at = Long.parseLong(header("webhook-timestamp"));
            assertThat(Instant.now().getEpochSecond() - at).isBetween(-5L, 300L);
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                String expected = "v1,"
                        + Base64.getEncoder()
                                .encodeToString(mac.doFinal((id() + "." + at + "." + body).getBytes(UTF_8)));
                return List.of(header("webhook-signature").split(" ")).contains(expected);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
