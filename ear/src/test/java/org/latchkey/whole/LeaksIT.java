package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.credential.ApiKey;

/** What becomes of keys that somebody has found: {@code POST /api/2/auth/leaks}. */
@ArquillianTest
class LeaksIT {

    private static final String PATH = "/api/2/auth/leaks";

    /** Of a network of its own, so that no test takes another one's reports. */
    private static byte lastAddress = 1;

    private final byte[] own = {127, 0, 7, ++lastAddress};
    private final String address = "127.0.7." + lastAddress;

    @Test
    void reportedKeyIsRevokedAtOnceAndSoItIsWrittenDown() throws Exception {
        Api api = Api.asAdministrator();
        JsonObject made = api.make("");
        String key = made.getString("key");
        assertThat(Api.use(key)).isEqualTo("200");

        assertReceived(report("{\"keys\":[" + Api.quoted(key) + "]}"), 1);
        assertThat(Api.use(key)).isEqualTo("401 key_revoked");
        JsonObject after = api.read(made.getString("id"));
        assertThat(after.getString("status")).isEqualTo("revoked");
        assertThat(after.containsKey("revokedBy")).isFalse();
        assertThat(events(made.getString("id")))
                .containsExactly(
                        "key.created Dana Demo 127.0.0.1",
                        "key.leaked nobody " + address,
                        "key.revoked nobody " + address);

        // Once more changes nothing; that the key was used may have been written down meanwhile.
        assertReceived(report("{\"keys\":[" + Api.quoted(key) + "]}"), 1);
        JsonObject again = api.read(made.getString("id"));
        assertThat(again.getInt("version")).isEqualTo(after.getInt("version"));
        assertThat(again.getString("revokedAt")).isEqualTo(after.getString("revokedAt"));
        assertThat(events(made.getString("id"))).hasSize(3);
    }

    @Test
    void reportAsGitHubSendsItIsTaken() throws Exception {
        ApiKey first = Keys.active();
        ApiKey second = Keys.active();
        String body = "["
                + Stream.of(first, second)
                        .map(
                                key -> "{\"token\":\"" + key.reveal()
                                        + "\",\"type\":\"latchkey_api_key\",\"url\":\"https://example.com/x\",\"source\":\"content\"}")
                        .collect(Collectors.joining(","))
                + "]";

        assertReceived(report(body), 2);
        assertThat(Api.use(first.reveal())).isEqualTo("401 key_revoked");
        assertThat(Api.use(second.reveal())).isEqualTo("401 key_revoked");
    }

    @Test
    void oldSecretThatLivesOnEndsTheKeyAndOneThatHasEndedDoesNot() throws Exception {
        Api api = Api.asAdministrator();
        JsonObject rotating = api.make("");
        String now = regenerate(api, rotating, "{\"overlap\":\"1h\"}");
        JsonObject rotated = api.make("");
        String other = regenerate(api, rotated, "{}");

        assertReceived(
                report("{\"keys\":[\"%s\",\"%s\"]}".formatted(rotating.getString("key"), rotated.getString("key"))), 2);
        assertThat(Api.use(now)).isEqualTo("401 key_revoked");
        assertThat(Api.use(other)).isEqualTo("200");
    }

    @Test
    void answerIsTheSameWhateverWasFound() throws Exception {
        ApiKey real = Keys.active();
        ApiKey untouched = Keys.active();
        ApiKey expired = Keys.expiring(Instant.now().minusSeconds(60));
        List<String> answers = Stream.of(
                        real.reveal(),
                        Keys.revoked().reveal(),
                        expired.reveal(),
                        ApiKey.issue(new SecureRandom()).reveal(),
                        ForgedKey.of(untouched.id(), new SecureRandom()),
                        untouched.reveal().substring(0, 90) + "!",
                        "password",
                        "",
                        "\u0000\ud83d\udd11")
                .map(suspect -> answer("{\"keys\":[" + Api.quoted(suspect) + "]}"))
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(Api.use(real.reveal())).isEqualTo("401 key_revoked");
        assertThat(Api.use(untouched.reveal())).isEqualTo("200");
        assertThat(Api.use(expired.reveal())).isEqualTo("401 key_expired");
        assertThat(events(expired.id().toString())).isEmpty();
    }

    @Test
    void ofManyReportsAtOnceOneCounts() throws Exception {
        ApiKey key = Keys.active();
        Callable<String> call = () -> report("{\"keys\":[\"%1$s\",\"%1$s\"]}".formatted(key.reveal()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<String> answer : threads.invokeAll(Collections.nCopies(8, call))) {
                assertReceived(answer.get(), 2);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(events(key.id().toString())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 422, keys required",
        "{'keys':[]}, 422, keys required",
        "[], 422, keys required",
        "{'keys':'x'}, 422, keys malformed",
        "'{\"keys\":[1]}', 422, keys malformed",
        "{'keys':[null]}, 422, keys malformed",
        "'{\"keys\":[],\"other\":1}', 422, other unknown",
        "[{'type':'x'}], 422, token malformed",
        "['x'], 422, token malformed",
        "[{'token':5}], 422, token malformed",
        "nonsense, 400, ",
        "5, 400, "
    })
    void whatIsNoReportIsToldSo(String body, int status, String error) throws IOException {
        String answer = report(body.replace('\'', '"'));

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        if (error == null) {
            assertThat(answer).contains("\"code\":\"malformed_json\"");
        } else {
            assertThat(answer).contains("\"field\":\"%s\",\"code\":\"%s\"".formatted((Object[]) error.split(" ")));
        }
    }

    @Test
    void reportHasLimits() throws IOException {
        assertReceived(report("{\"keys\":[" + String.join(",", Collections.nCopies(100, "\"x\"")) + "]}"), 100);
        assertThat(report("{\"keys\":[" + String.join(",", Collections.nCopies(101, "\"x\"")) + "]}"))
                .startsWith("HTTP/1.1 422")
                .contains("too-many");
        assertReceived(report("{\"keys\":[\"" + "x".repeat(200) + "\"]}"), 1);
        assertThat(report("{\"keys\":[\"" + "x".repeat(201) + "\"]}"))
                .startsWith("HTTP/1.1 422")
                .contains("too-long");
        assertThat(report("{\"keys\":[\"" + "x".repeat(10_000_000) + "\"]}")).startsWith("HTTP/1.1 413");
    }

    @Test
    void addressThatReportsTooOftenHasToWait() throws Exception {
        ApiKey key = Keys.active();
        for (int i = 0; i < 30; i++) {
            assertReceived(report("{\"keys\":[\"x\"]}"), 1);
        }
        String refused = report("{\"keys\":[\"" + key.reveal() + "\"]}");

        assertThat(refused).startsWith("HTTP/1.1 429").contains("\"code\":\"rate_limit_exceeded\"");
        assertThat(refused.replaceAll("(?s).*Retry-After: (\\d+)\r\n.*", "$1")).matches("[1-9]|[1-5]\\d|60");
        assertThat(Api.use(key.reveal())).isEqualTo("200");
        assertReceived(send(new byte[] {127, 0, 8, 1}, "{\"keys\":[\"x\"]}", ""), 1);
    }

    @Test
    void credentialNeitherHelpsNorHinders() throws Exception {
        for (String credential : List.of(Keys.active().reveal(), Keys.revoked().reveal(), "nonsense")) {
            String answer = send(own, "{\"keys\":[\"x\"]}", "x-api-key: " + credential + "\r\n");
            assertThat(answer).matches("(?s)HTTP/1\\.1 (202|401) .*");
        }
    }

    @Test
    void nothingElseIsOpenToEverybody() {
        for (String path : List.of(
                PATH + "/",
                PATH + "/x",
                PATH + ";x",
                "/api/2/auth/%6ceaks",
                "/api/2/auth/leaks/../keys",
                "/api/2/auth")) {
            HttpResponse<String> answer =
                    Http.send("POST", TestServer.URL + path, "{}", "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> read = Http.get(TestServer.URL + PATH);
        Api.assertProblem(read, 405, "method_not_allowed");
    }

    @Test
    void noSuspectIsLogged() throws Exception {
        String secret = Keys.active().reveal();
        report("{\"keys\":[\"" + secret + "\",\"suspect-of-nobody\"]}");

        assertThat(Files.readString(TestServer.TARGET.resolve("it/server/log/server.log")))
                .contains("WFLYSRV0025")
                .doesNotContain(secret.substring(42))
                .doesNotContain("suspect-of-nobody");
    }

    private static String regenerate(Api api, JsonObject key, String body) {
        return Http.json(api.post("/" + key.getString("id") + "/regenerate", body))
                .getString("key");
    }

    private static void assertReceived(String answer, int received) {
        assertThat(answer).startsWith("HTTP/1.1 202").endsWith("{\"received\":" + received + "}");
    }

    /** Without the head, which has the time in it. */
    private String answer(String body) {
        try {
            String answer = report(body);
            return answer.lines().findFirst().orElseThrow() + answer.substring(answer.indexOf("\r\n\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report(String body) throws IOException {
        return send(own, body, "");
    }

    /** From an address of ours, which the JDK's client does not choose. */
    private static String send(byte[] from, String body, String headers) throws IOException {
        URI uri = URI.create(TestServer.URL);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort()));
            String head = "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                // The server has answered and stopped listening: the answer is what counts.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> events(String id) {
        return Keys.texts(
                "SELECT CONCAT(kind, ' ', COALESCE(actor, 'nobody'), ' ', address) FROM audit_event"
                        + " WHERE subject_id = ? ORDER BY sequence",
                id);
    }
}
