package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.server.Demo;
import org.latchkey.server.Ports;
import org.latchkey.server.Run;

/** What {@code mvn -Prun} starts, in a process of its own. */
@OwnServers
class RunIT {

    private static final Path DATA = TestServer.TARGET.resolve("it/run");
    // Of their own: pages that lay around the server would be copied into it, again and again.
    private static final Path PAGES = TestServer.TARGET.resolve("it/run-pages");

    private static final long INTERRUPT = 1L << (2 - 1);

    private final int http = Ports.free();
    private final int management = Ports.free();
    private final int database = Ports.free();
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectories(DATA);
        Files.createDirectories(PAGES);
    }

    /** What a failed test leaves running would slow down all that come after it. */
    @AfterEach
    void endWhatStillRuns() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void demoIsReadyWhenItSaysSoAndIsTheSameAfterARestart() throws Exception {
        Process first = start(Map.of());
        awaitReady(first);
        Properties demo = demo();
        assertThat(output()).contains(demo.getProperty("LATCHKEY_PASSWORD"), Demo.VIEWER);
        assertThat(read("server/console.log")).containsOnlyOnce("No mail is sent: LATCHKEY_MAIL_HOST is not set.");
        for (String secret : List.of("demo.env", "latchkey.store", "latchkey.store.password")) {
            assertThat(Files.getPosixFilePermissions(DATA.resolve(secret)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(Http.json(callAsPrinted()).getJsonArray("companies").toString())
                .contains("\"id\":1", "api-access:change");
        interrupt(first);

        Process second = start(Map.of());
        awaitReady(second);
        assertThat(demo()).isEqualTo(demo);
        assertThat(callAsPrinted().statusCode()).isEqualTo(200);
        interrupt(second);
    }

    @Test
    void databaseOfTheUsersOwnIsTakenInstead() throws Exception {
        OwnServer.prepare("mine");
        Process run = start(Map.of(
                "LATCHKEY_DB_URL", TestServer.database("latchkey_mine").url(),
                "LATCHKEY_DB_USER", "root",
                "LATCHKEY_DB_PASSWORD", "any"));
        try (ServerSocket taken = new ServerSocket(database, 1, InetAddress.getLoopbackAddress())) {
            awaitReady(run);
            assertThat(taken.isBound()).isTrue();
            assertThat(callAsPrinted().statusCode()).isEqualTo(200);
        }
        interrupt(run);
    }

    @Test
    void takenPortGetsOneLineThatNamesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(http, 1, InetAddress.getLoopbackAddress())) {
            Process run = start(Map.of());
            assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();

            assertThat(run.exitValue()).isEqualTo(1);
            assertThat(output().lines())
                    .containsExactly("Port " + taken.getLocalPort()
                            + " is taken. Choose another one with -Dlatchkey.http.port=…");
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-Dlatchkey.home=" + TestServer.HOME,
                        "-Dlatchkey.ear=" + System.getProperty("latchkey.ear"),
                        "-Dlatchkey.pages=" + PAGES,
                        "-Dlatchkey.data=" + DATA,
                        "-Dlatchkey.http.port=" + http,
                        "-Dlatchkey.management.port=" + management,
                        "-Dlatchkey.db.port=" + database,
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Run.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(DATA.resolve("output.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LATCHKEY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void awaitReady(Process run) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!output().contains("Latchkey is ready")) {
            assertThat(run.waitFor(200, TimeUnit.MILLISECONDS))
                    .as(() -> output() + errors())
                    .isFalse();
            assertThat(Instant.now()).as(() -> output() + errors()).isBefore(end);
        }
    }

    /** As Ctrl-C does. */
    private void interrupt(Process run) throws IOException, InterruptedException {
        String signal = isInterruptIgnored() ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, Long.toString(run.pid())).start().waitFor();
        assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        for (int port : List.of(http, management, database)) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    /** What a shell runs in the background ignores Ctrl-C, and so does all that it starts. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & INTERRUPT) != 0);
    }

    private static java.net.http.HttpResponse<String> callAsPrinted() throws IOException {
        String line = output().lines()
                .filter(it -> it.strip().startsWith("curl "))
                .findFirst()
                .orElseThrow()
                .strip();
        String[] parts = line.split("'", -1);
        return Http.get(parts[2].strip(), parts[1].split(": ", 2));
    }

    private static Properties demo() throws IOException {
        Properties demo = new Properties();
        try (var in = Files.newBufferedReader(DATA.resolve("demo.env"))) {
            demo.load(in);
        }
        return demo;
    }

    private static String output() {
        return read("output.txt");
    }

    /** What the server complained of. */
    private static String errors() {
        return read("server/console.log")
                .lines()
                .filter(line -> line.contains("ERROR"))
                .collect(Collectors.joining("\n"));
    }

    private static String read(String name) {
        Path file = DATA.resolve(name);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
