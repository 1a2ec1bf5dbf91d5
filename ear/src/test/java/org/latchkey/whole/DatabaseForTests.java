package org.latchkey.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.latchkey.server.EmbeddedDatabase;
import org.latchkey.server.WildFly;

/** Prepares what Arquillian's server needs before the first test, and stops the database and the browser after the last one. */
public class DatabaseForTests implements LauncherSessionListener {

    private EmbeddedDatabase database;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        // The architecture's tests run in a session of their own and need no server.
        if (System.getProperty("test.db.port") == null) {
            return;
        }
        database = new EmbeddedDatabase(TestServer.TARGET.resolve("it"), Integer.getInteger("test.db.port")).start();
        TestServer.createSchema("latchkey");
        // As newer versions are by themselves.
        Keys.change("SET GLOBAL innodb_snapshot_isolation = ON");
        TestServer.makePepper();
        WildFly server = new WildFly(TestServer.HOME, TestServer.DIRECTORY);
        deploy(server);
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        Chromium.close();
        if (database != null) {
            database.close();
        }
    }

    /** Puts the application where the server looks for it when it starts. */
    static void deploy(WildFly server) {
        Path archive = Path.of(System.getProperty("latchkey.ear"));
        try {
            Files.copy(archive, server.deployments().resolve(TestServer.EAR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
