package org.latchkey.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.latchkey.safe.NoPepper;
import org.latchkey.safe.PepperStore;

/** What {@code mvn -Prun} does once all is built: starts everything, says how to get in, and stays until Ctrl-C. */
public final class Run {

    private static final Duration START = Duration.ofMinutes(2);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 32;

    private final Path home = path("latchkey.home");
    private final Path archive = path("latchkey.ear");
    private final Path pages = path("latchkey.pages");
    private final Path data = path("latchkey.data");
    private final int httpPort = Integer.getInteger("latchkey.http.port");
    private final int managementPort = Integer.getInteger("latchkey.management.port");
    private final int databasePort = Integer.getInteger("latchkey.db.port");

    private volatile EmbeddedDatabase embedded;
    private volatile WildFly server;
    private boolean stopping;

    // A field, since a lock ends when its channel is collected.
    private FileChannel lock;

    private Run() {}

    /** Takes its settings from system properties, all of which the build sets. */
    public static void main(String[] args) throws InterruptedException {
        Run run = new Run();
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
        try {
            run.start();
            run.server.awaitEnd();
            run.requireStopping();
        } catch (CannotStart | NoPepper e) {
            fail(e.getMessage());
        } catch (IOException | SQLException e) {
            fail("Latchkey does not start: " + e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }

    private void start() throws IOException, InterruptedException, SQLException {
        Ports.requireFree(httpPort, "latchkey.http.port");
        Ports.requireFree(managementPort, "latchkey.management.port");
        Files.createDirectories(data);
        lockData();
        Database database = Database.in(System.getenv()).orElseGet(this::startDatabase);
        LiveSources sources = new LiveSources(prepareServer(database), archive, pages);
        sources.deploy();
        startServer();
        server.awaitDeployed(LiveSources.EAR, START);
        tell(demo(database));
        Thread watch = new Thread(sources, "sources");
        watch.setDaemon(true);
        watch.start();
    }

    /** Held until this process ends: two servers in one directory would ruin it. */
    private void lockData() throws IOException {
        lock = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new CannotStart(data + " is in use by another Latchkey. Choose another one with -Dlatchkey.data=…");
        }
    }

    private Database startDatabase() {
        Ports.requireFree(databasePort, "latchkey.db.port");
        embedded = new EmbeddedDatabase(data, databasePort);
        return embedded.start().address();
    }

    /** From a copy of the provisioned server: a build may make that anew while this one runs. */
    private WildFly prepareServer(Database database) throws IOException {
        Path copy = data.resolve("wildfly");
        Trees.remove(copy);
        Trees.copy(home, copy);
        server = new WildFly(copy, data.resolve("server"))
                .ports(httpPort, managementPort)
                .database(database)
                .environment("LATCHKEY_URL", url())
                .peppers(pepper())
                .property("latchkey.cookies.secure", "false")
                .property("latchkey.webhook.private", "127.0.0.0/8")
                .property("latchkey.faces.stage", "Development")
                .property("latchkey.faces.refresh", "0")
                .property("latchkey.scan.interval", "500");
        return server;
    }

    /** Made once, and kept beside the data that it opens. */
    private PepperStore pepper() throws IOException {
        Path file = data.resolve("latchkey.store");
        PepperStore store = new PepperStore(file, storePassword());
        if (!Files.exists(file)) {
            store.create(RANDOM);
        }
        return store;
    }

    private String storePassword() throws IOException {
        Path file = data.resolve("latchkey.store.password");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            RANDOM.nextBytes(bytes);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes));
        }
        return Files.readString(file).strip();
    }

    private synchronized void startServer() {
        if (!stopping) {
            server.start();
        }
    }

    private synchronized void requireStopping() {
        if (!stopping) {
            throw new CannotStart("WildFly has ended. See " + server.console());
        }
    }

    private DemoAccess demo(Database database) throws SQLException, IOException {
        Path file = data.resolve("demo.env");
        Optional<DemoAccess> known = DemoAccess.read(file);
        try (Connection connection = database.connect()) {
            DemoAccess access = new Demo(connection).prepare(url(), known);
            access.write(file);
            return access;
        }
    }

    private String url() {
        return "http://localhost:" + httpPort;
    }

    private static void tell(DemoAccess demo) {
        System.out.printf("""

                Latchkey is ready: %1$s/account/

                  Sign in as   %2$s
                  Password     %3$s
                  %5$s, with the same password, may only view.

                  curl -H 'x-api-key: %4$s' %1$s/api/2/whoami

                Ctrl-C stops it; the data stays.
                """, demo.url(), demo.user(), demo.password(), demo.key(), Demo.VIEWER);
    }

    /** The server first: it writes to the database until it has ended. */
    private synchronized void stop() {
        stopping = true;
        if (server != null) {
            server.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath();
    }
}
