package org.latchkey.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.latchkey.safe.PepperStore;
import org.wildfly.core.launcher.Launcher;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/**
 * A WildFly process: the provisioned server with a configuration and deployments of its own.
 *
 * <p>Several can run from the same provisioned server, each in its own directory and on its own ports.
 */
public final class WildFly implements AutoCloseable {

    private static final Duration ORDERLY = Duration.ofSeconds(30);

    private final Path home;
    private final Path directory;
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> javaOptions = new ArrayList<>();
    private Process process;

    /**
     * Prepares a server; nothing is started.
     *
     * @param home the provisioned server, which stays as it is
     * @param directory made anew, with a copy of its configuration
     */
    public WildFly(Path home, Path directory) {
        this.home = home;
        this.directory = directory;
        try {
            Trees.remove(directory);
            Trees.copy(home.resolve("standalone"), directory);
        } catch (IOException e) {
            throw new CannotStart("The server's directory " + directory + " can't be written.", e);
        }
    }

    /** Listens on these ports, on loopback. */
    public WildFly ports(int http, int management) {
        property("jboss.http.port", Integer.toString(http));
        return property("jboss.management.http.port", Integer.toString(management));
    }

    /** Keeps its data there. */
    public WildFly database(Database database) {
        environment.putAll(database.toEnvironment());
        return this;
    }

    /** Takes its pepper from there. */
    public WildFly peppers(PepperStore store) {
        environment.putAll(store.toEnvironment());
        return this;
    }

    /** Sets a system property. */
    public WildFly property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Adds an option of the Java virtual machine. */
    public WildFly javaOption(String option) {
        javaOptions.add(option);
        return this;
    }

    /** Sets an environment variable. */
    public WildFly environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** All of its own: configuration, deployments, data, and what it writes. */
    public Path directory() {
        return directory;
    }

    /** The configuration file, to be changed before the start. */
    public Path configuration() {
        return directory.resolve("configuration/standalone.xml");
    }

    /** Where deployments go: an archive is deployed as it appears. */
    public Path deployments() {
        return directory.resolve("deployments");
    }

    /** What the server writes to its console. */
    public Path console() {
        return directory.resolve("console.log");
    }

    /** Starts the process and returns at once. */
    public WildFly start() {
        forgetEarlierDeployments();
        StandaloneCommandBuilder command =
                StandaloneCommandBuilder.of(home).setBaseDirectory(directory).addServerArgument("-Dlatchkey");
        javaOptions.forEach(command::addJavaOption);
        properties.forEach((name, value) -> command.addServerArgument("-D" + name + "=" + value));
        try {
            process = Launcher.of(command)
                    .addEnvironmentVariables(environment)
                    .setRedirectErrorStream(true)
                    .redirectOutput(console())
                    .launch();
        } catch (IOException e) {
            throw new CannotStart("WildFly does not start: " + e.getMessage(), e);
        }
        return this;
    }

    /**
     * Waits until a deployment is up.
     *
     * @param name of its archive
     * @throws CannotStart where it fails, the server ends, or the time is up
     */
    public void awaitDeployed(String name, Duration atMost) throws InterruptedException {
        Instant end = Instant.now().plus(atMost);
        while (!Files.exists(deployments().resolve(name + ".deployed"))) {
            if (Files.exists(deployments().resolve(name + ".failed"))) {
                throw new CannotStart(name + " was not deployed. See " + console());
            }
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new CannotStart("WildFly ended while it started. See " + console());
            }
            if (Instant.now().isAfter(end)) {
                throw new CannotStart(name + " was not deployed in " + atMost.toSeconds() + " s. See " + console());
            }
        }
    }

    /** Waits until the process ends. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEndUnlessInterrupted();
    }

    /** Stops the process in good order. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(ORDERLY.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** All that the server has written to its console. */
    public String output() {
        try {
            return Files.readString(console());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server that was killed leaves the marks of what was deployed then. */
    private void forgetEarlierDeployments() {
        try (Stream<Path> marks = Files.list(deployments())) {
            for (Path mark :
                    marks.filter(it -> it.toString().endsWith(".deployed")).toList()) {
                Files.delete(mark);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEndUnlessInterrupted() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
