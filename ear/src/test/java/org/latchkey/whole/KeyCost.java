package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/**
 * What a key costs, as {@code mvn -Pbench verify} measures it: ratios within one run, of rounds that alternate. Written to
 * {@code ear/target/bench} as a table and as JSON.
 *
 * <p>One resource answers twenty rows as JSON, by JAX-RS, as applications do; another one does nothing, so that nothing
 * hides the cost. Server, database and load share the machine.
 */
@ArquillianTest
class KeyCost {

    private static final int CONNECTIONS = 16;
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int KEYS = 1_000;
    private static final int REQUESTS = 1_000_000;
    private static final int REVOCATIONS = 10_000;
    private static final int FLUSH_SECONDS = 8;
    private static final int TOKEN_LIMIT = 5_000;
    private static final String UNLIMITED = "requests_per_minute = 1000000";

    private static final URI SERVER = URI.create(TestServer.URL);

    private static final List<Line> LINES = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive nothing() {
        return ShrinkWrap.create(WebArchive.class, "bench.war")
                .addClasses(NothingServlet.class, Rows.class)
                .addAsWebInfResource(
                        new StringAsset("<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>"
                                + "<security-constraint><web-resource-collection><web-resource-name>keys"
                                + "</web-resource-name><url-pattern>/key</url-pattern><url-pattern>/rows/key</url-pattern></web-resource-collection>"
                                + "<auth-constraint><role-name>key</role-name><role-name>token</role-name></auth-constraint></security-constraint>"
                                + "<login-config><auth-method>LATCHKEY</auth-method></login-config></web-app>"),
                        "web.xml")
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><security-domain>latchkey</security-domain></jboss-web>"),
                        "jboss-web.xml");
    }

    @Test
    void measure() throws Exception {
        List<ApiKey> keys = manyKeys();
        // One character of the secret another: the checksum tells.
        String mistyped = keys.get(0).reveal().substring(0, ApiKey.LENGTH - 10) + "0000000000";
        compare("20 rows of JSON", "/bench/rows", keys, mistyped);
        compare("an empty answer", "/bench", keys, mistyped);
        writes();
        revocations();
        lists();
    }

    @Test
    void measureRequestLimits() throws Exception {
        List<ApiKey> keys = manyKeys();
        List<byte[]> unlimited =
                keys.stream().map(key -> request(Tokens.ofKey(key))).toList();
        List<byte[]> limited = keys.stream()
                .map(key -> request(Tokens.ofKey(key).limit(TOKEN_LIMIT)))
                .toList();
        compareLimited(
                "1,000 tokens",
                () -> unlimited.get(random().nextInt(KEYS)),
                () -> () -> limited.get(random().nextInt(KEYS)));
        ApiKey busy = Keys.with("requests_per_minute = 100000000");
        byte[] one = request(Tokens.ofKey(busy));
        compareLimited("one token", () -> one, () -> {
            byte[] another = request(Tokens.ofKey(busy).limit(REQUESTS));
            return () -> another;
        });
    }

    private static void compareLimited(
            String what, Supplier<byte[]> unlimited, Supplier<Supplier<byte[]>> limitedInARound) throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double without = Load.rate(SERVER, CONNECTIONS, ROUND, unlimited, 200);
            double with = Load.rate(SERVER, CONNECTIONS, ROUND, limitedInARound.get(), 200);
            if (round >= 0) {
                ratios.add(with / without);
            }
        }
        add(Line.of(what + ": with a request limit ÷ without one", ratios, "≥ 0.90", "%.2f"));
    }

    private static List<ApiKey> manyKeys() {
        return IntStream.range(0, KEYS).mapToObj(i -> Keys.with(UNLIMITED)).toList();
    }

    private static List<byte[]> requests(String path, List<ApiKey> keys) {
        return keys.stream().map(key -> request(path, key.reveal())).toList();
    }

    private static void add(Line line) {
        System.out.print(line.row());
        LINES.add(line);
    }

    private void compare(String what, String resource, List<ApiKey> keys, String mistyped) throws Exception {
        byte[] anonymous = request(resource + "/anyone", null);
        List<byte[]> withKey = requests(resource + "/key", keys);
        byte[] wrong = request(resource + "/key", mistyped);
        List<Double> keyRatios = new ArrayList<>();
        List<Double> refusedRatios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            double open = Load.rate(SERVER, CONNECTIONS, ROUND, () -> anonymous, 200);
            double key = Load.rate(SERVER, CONNECTIONS, ROUND, () -> withKey.get(random().nextInt(KEYS)), 200);
            double refused = Load.rate(SERVER, CONNECTIONS, ROUND, () -> wrong, 401);
            if (round >= 0) {
                keyRatios.add(key / open);
                refusedRatios.add(refused / open);
                rates.add(open);
            }
        }
        add(Line.of(what + ": anonymous requests/s", rates, "", "%.0f"));
        add(Line.of(what + ": with a key ÷ anonymous", keyRatios, "≥ 0.90", "%.2f"));
        add(Line.of(what + ": refusing a mistyped key ÷ anonymous", refusedRatios, "≥ 1.0", "%.2f"));
    }

    private static ThreadLocalRandom random() {
        return ThreadLocalRandom.current();
    }

    private void writes() throws Exception {
        List<ApiKey> keys = manyKeys();
        List<byte[]> withKey = requests("/bench/key", keys);
        awaitFlush();
        long before = updatedRows();
        long start = System.nanoTime();
        Load.send(SERVER, CONNECTIONS, REQUESTS, i -> withKey.get(i % KEYS), 200);
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitFlush();
        long rows = updatedRows() - before;
        long flushes = (long) Math.ceil(seconds / FLUSH_SECONDS) + 1;
        add(Line.of("rows written for 1,000,000 requests by 1,000 keys, a flush", (double) rows / flushes, "≤ 1000"));
        add(Line.of("of those 1,000,000 requests, counted", (double) counted(keys), "1000000"));
    }

    /** Waits until what was used before is written: the second of two flushes begins when the first one is done. */
    private static void awaitFlush() {
        for (int i = 0; i < 2; i++) {
            ApiKey last = Keys.active();
            Http.get(TestServer.URL + "/bench/key", "x-api-key", last.reveal());
            Await.until(() -> Keys.number(
                            "SELECT last_used_at IS NOT NULL FROM api_key WHERE id = ?",
                            last.id().toString())
                    == 1);
        }
    }

    private static long counted(List<ApiKey> keys) {
        return keys.stream()
                .mapToLong(key -> Keys.number(
                        "SELECT COALESCE(SUM(h.requests), 0) FROM api_key k, JSON_TABLE(k.recent_use, '$.hours.*'"
                                + " COLUMNS (requests BIGINT PATH '$')) h WHERE k.id = ?",
                        key.id().toString()))
                .sum();
    }

    private void revocations() throws Exception {
        ApiKey administrator = Keys.with(UNLIMITED);
        int accepted = 0;
        long refused = 0;
        for (int i = 0; i < REVOCATIONS; i++) {
            ApiKey key = Keys.active();
            if (Http.get(TestServer.URL + "/bench/key", "x-api-key", key.reveal())
                            .statusCode()
                    == 200) {
                accepted++;
            }
            assertThat(Http.send(
                                    "POST",
                                    TestServer.URL + "/api/2/auth/keys/" + key.id() + "/revoke",
                                    "",
                                    "x-api-key",
                                    administrator.reveal())
                            .statusCode())
                    .isBetween(200, 204);
            if (Http.get(TestServer.URL + "/bench/key", "x-api-key", key.reveal())
                            .statusCode()
                    == 401) {
                refused++;
            }
        }
        assertThat(accepted).isEqualTo(REVOCATIONS);
        add(Line.of("of 10,000 revoked keys, refused on the very next request", (double) refused, "10000"));
    }

    private void lists() {
        Keys.change("""
                INSERT INTO api_key (id, company_id, owner_id, name, hint, digest, created_at, expires_at, last_used_at)
                SELECT UUID(), 1, u.id, CONCAT('Many ', seq), 'abcd', UNHEX(SHA2(seq, 256)),
                       UTC_TIMESTAMP(6) - INTERVAL seq MINUTE, UTC_TIMESTAMP(6) + INTERVAL seq MINUTE,
                       UTC_TIMESTAMP(6) - INTERVAL seq SECOND
                FROM seq_1_to_100000, user_account u WHERE u.email = ?
                """, Demo.ADMINISTRATOR);
        ApiKey administrator = Keys.with(UNLIMITED);
        add(milliseconds("ms until the management API answers the first of 100,000 keys", () -> {
            assertThat(Http.get(TestServer.URL + "/api/2/auth/keys?limit=20", "x-api-key", administrator.reveal())
                            .statusCode())
                    .isEqualTo(200);
        }));
        try (Page page = Chromium.browser().newPage()) {
            Pages pages = new Pages(page, TestServer.URL);
            pages.signIn(Demo.ADMINISTRATOR, TestServer.demo().password());
            for (String address : new String[] {"", "&sort=name", "&sort=expires", "&search=Many+77777"}) {
                APIRequestContext session = pages.page.context().request();
                add(milliseconds("ms until the page answers: /api/keys?company=1" + address, () -> {
                    assertThat(session.get(TestServer.URL + "/account/api/keys?company=1" + address)
                                    .status())
                            .isEqualTo(200);
                }));
            }
        }
    }

    private static Line milliseconds(String what, Runnable call) {
        List<Double> rounds = new ArrayList<>();
        // The first ten warm up.
        for (int i = -10; i < 30; i++) {
            long start = System.nanoTime();
            call.run();
            if (i >= 0) {
                rounds.add((System.nanoTime() - start) / 1e6);
            }
        }
        return Line.of(what, rounds, "< 100", "%.0f");
    }

    private static long updatedRows() throws SQLException {
        try (Connection connection = TestServer.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Handler_update'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(2);
        }
    }

    private static byte[] request(String path, String key) {
        return get(path, key == null ? "" : "x-api-key: " + key + "\r\n");
    }

    private static byte[] request(Tokens token) {
        return get("/bench/key", "Authorization: Bearer " + token.issue() + "\r\n");
    }

    private static byte[] get(String path, String header) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + SERVER.getAuthority() + "\r\n" + header + "\r\n")
                .getBytes(US_ASCII);
    }

    @AfterAll
    static void report() throws IOException {
        Path directory = Files.createDirectories(TestServer.TARGET.resolve("bench"));
        StringBuilder table = new StringBuilder("| | median | least | most | wanted |\n|---|---|---|---|---|\n");
        JsonArrayBuilder measured = Json.createArrayBuilder();
        for (Line line : LINES) {
            table.append(line.row());
            measured.add(line.json());
        }
        Files.writeString(directory.resolve("key-cost.md"), table);
        JsonWriterFactory pretty = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (Writer file = Files.newBufferedWriter(directory.resolve("key-cost.json"));
                var writer = pretty.createWriter(file)) {
            writer.writeObject(Json.createObjectBuilder()
                    .add("java", System.getProperty("java.version"))
                    .add("processors", Runtime.getRuntime().availableProcessors())
                    .add("measured", measured)
                    .build());
        }
    }

    private record Line(String what, double median, double least, double most, String wanted, String format) {

        static Line of(String what, double value, String wanted) {
            return new Line(what, value, 0, 0, wanted, "%.0f");
        }

        static Line of(String what, List<Double> rounds, String wanted, String format) {
            List<Double> sorted = new ArrayList<>(rounds);
            Collections.sort(sorted);
            return new Line(
                    what, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1), wanted, format);
        }

        String row() {
            return "| " + what + " | " + text(median) + " | " + (most == 0 ? "" : text(least)) + " | "
                    + (most == 0 ? "" : text(most)) + " | " + wanted + " |\n";
        }

        private String text(double value) {
            return String.format(Locale.ROOT, format, value);
        }

        JsonObjectBuilder json() {
            JsonObjectBuilder json = Json.createObjectBuilder()
                    .add("what", what)
                    .add("median", median)
                    .add("wanted", wanted);
            return most == 0 ? json : json.add("least", least).add("most", most);
        }
    }
}
