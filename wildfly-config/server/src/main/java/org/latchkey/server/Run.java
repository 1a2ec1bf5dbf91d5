package org.latchkey.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What {@code mvn -Prun} does once all is built: starts everything, says how to get in, and stays until Ctrl-C. */
public final class Run {

    private static final Duration START = Duration.ofMinutes(2);

    private final Path home = path("latchkey.home");
    private final Path archive = path("latchkey.ear");
    private final Path pages = path("latchkey.pages");
    private final Path data = path("latchkey.data");
    private final int httpPort = Integer.getInteger("latchkey.http.port");
    private final int managementPort = Integer.getInteger("latchkey.management.port");
    private final int databasePort = Integer.getInteger("latchkey.db.port");

    private EmbeddedDatabase embedded;
    private WildFly server;

    private Run() {}

    /** Takes its settings from system properties, all of which the build sets. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Run run = new Run();
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
        try {
            run.start();
            run.server.awaitEnd();
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void start() throws IOException, InterruptedException, SQLException {
        Ports.requireFree(httpPort, "latchkey.http.port");
        Ports.requireFree(managementPort, "latchkey.management.port");
        Files.createDirectories(data);
        Database database = Database.in(System.getenv()).orElseGet(this::startDatabase);
        server = new WildFly(home, data.resolve("server"))
                .ports(httpPort, managementPort)
                .database(database)
                .property("latchkey.cookies.secure", "false")
                .property("latchkey.faces.stage", "Development")
                .property("latchkey.faces.refresh", "0")
                .property("latchkey.scan.interval", "500");
        LiveSources sources = new LiveSources(server, archive, pages);
        sources.deploy();
        server.start().awaitDeployed(LiveSources.EAR, START);
        tell(demo(database));
        Thread watch = new Thread(sources, "sources");
        watch.setDaemon(true);
        watch.start();
    }

    private Database startDatabase() {
        Ports.requireFree(databasePort, "latchkey.db.port");
        embedded = EmbeddedDatabase.start(data, databasePort);
        return embedded.address();
    }

    private DemoAccess demo(Database database) throws SQLException, IOException {
        Path file = data.resolve("demo.env");
        Optional<DemoAccess> known = DemoAccess.read(file);
        try (Connection connection = database.connect()) {
            DemoAccess access = new Demo(connection).prepare("http://localhost:" + httpPort, known);
            access.write(file);
            return access;
        }
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
    private void stop() {
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
