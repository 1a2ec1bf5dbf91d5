package org.latchkey.whole;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the tests need and do not bring: programs that are installed, else the packages of Debian and Ubuntu. */
final class SystemPackages {

    private SystemPackages() {}

    /** Installs packages, and nothing that they only recommend, unless something of theirs is there already. */
    static void require(BooleanSupplier isThere, String... packages) {
        String names = String.join(" ", packages);
        if (!isThere.getAsBoolean()) {
            install("--no-install-recommends " + names);
        }
        if (!isThere.getAsBoolean()) {
            throw new IllegalStateException("install these, or what they are called here: " + names);
        }
    }

    /** Tries to install packages; where nobody may, nothing happens. */
    static void install(String packages) {
        if (isInstalled("apt-get") && (isRoot() || succeeds("sudo", "-n", "true"))) {
            String apt = (isRoot() ? "" : "sudo ") + "env DEBIAN_FRONTEND=noninteractive apt-get -q ";
            succeeds("sh", "-c", apt + "update && " + apt + "install -y " + packages);
        }
    }

    static boolean isInstalled(String program) {
        return find(List.of(program)).isPresent();
    }

    /** The first of some programs that is installed. */
    static Optional<Path> find(List<String> programs) {
        return programs.stream().flatMap(SystemPackages::onPath).findFirst();
    }

    /** Runs a command, whose output is the tests' own. */
    static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Stream<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
