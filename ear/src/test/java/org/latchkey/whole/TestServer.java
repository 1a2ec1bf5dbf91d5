package org.latchkey.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.latchkey.safe.PepperStore;
import org.latchkey.server.Database;
import org.latchkey.server.Demo;
import org.latchkey.server.DemoAccess;

/** The server that the tests share, its database, and the demo company in it. */
final class TestServer {

    static final String EAR = "latchkey.ear";
    static final Path HOME = path("latchkey.home");
    static final Path TARGET = path("latchkey.target");
    /** All of the shared server's own. */
    static final Path DIRECTORY = TARGET.resolve("it/server");

    static final String URL = "http://localhost:" + System.getProperty("test.http.port");

    private static DemoAccess demo;

    private TestServer() {}

    /** The demo company, made when it is first asked for: the server has made the schema by then. */
    static synchronized DemoAccess demo() {
        if (demo == null) {
            try (Connection connection = database().connect()) {
                demo = new Demo(connection).prepare(URL, Optional.empty());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return demo;
    }

    static Database database() {
        return database("latchkey");
    }

    /** A schema of the test's MariaDB, for a server of its own. */
    static Database database(String schema) {
        return new Database(
                "jdbc:mariadb://localhost:" + System.getProperty("test.db.port") + "/" + schema, "root", "any");
    }

    /** Makes a schema anew and empty. */
    static void createSchema(String schema) {
        try (Connection connection = database("").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + schema);
            statement.execute("CREATE DATABASE " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes the credential store that the environment of the tests names, for all servers, with a new pepper. */
    static void makePepper() {
        Path file = Path.of(System.getenv("LATCHKEY_STORE"));
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new PepperStore(file, System.getenv("LATCHKEY_STORE_PASSWORD")).create(new SecureRandom());
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property, "target")).toAbsolutePath();
    }
}
