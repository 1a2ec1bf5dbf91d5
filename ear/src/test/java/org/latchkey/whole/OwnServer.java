package org.latchkey.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.latchkey.server.Database;
import org.latchkey.server.Ports;
import org.latchkey.server.WildFly;

/** A server that one test has for itself, to break it, with a new and empty schema. */
final class OwnServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);

    final WildFly wildfly;
    final Database database;
    final String url;

    private OwnServer(WildFly wildfly, Database database, int port) {
        this.wildfly = wildfly;
        this.database = database;
        this.url = "http://localhost:" + port;
    }

    /** Prepares it; the application is in place and nothing is started. */
    static OwnServer prepare(String name) {
        String schema = "latchkey_" + name;
        TestServer.createSchema(schema);
        return prepare(name, TestServer.database(schema));
    }

    static OwnServer prepare(String name, Database database) {
        int port = Ports.free();
        WildFly wildfly = new WildFly(TestServer.HOME, TestServer.TARGET.resolve("it/" + name))
                .ports(port, Ports.free())
                .database(database)
                // It lives for seconds: code that is compiled quickly is worth more to it than code that is fast.
                .javaOption("-XX:TieredStopAtLevel=1")
                .property("latchkey.cookies.secure", "false")
                .property("latchkey.scan.interval", "500");
        DatabaseForTests.deploy(wildfly);
        return new OwnServer(wildfly, database, port);
    }

    /** Starts it and waits until the application is up. */
    OwnServer start() throws InterruptedException {
        wildfly.start().awaitDeployed(TestServer.EAR, START);
        return this;
    }

    /** Tries once more to deploy the application, and waits until it has failed. */
    void deployAgain() throws IOException {
        Path failed = wildfly.deployments().resolve(TestServer.EAR + ".failed");
        Files.deleteIfExists(failed);
        Files.createFile(wildfly.deployments().resolve(TestServer.EAR + ".dodeploy"));
        Await.until(() -> Files.exists(failed));
    }

    @Override
    public void close() throws IOException {
        wildfly.close();
    }
}
