package org.latchkey.whole;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.CLI;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Chrome or Chromium: the one that is installed, else the system's, else Playwright's own. */
final class Chromium {

    private static final List<String> NAMES =
            List.of("google-chrome", "google-chrome-stable", "chromium", "chromium-browser");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    static Browser launch(Playwright playwright) {
        LaunchOptions options = new LaunchOptions().setArgs(FLAGS);
        installed().or(Chromium::install).ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    private static Optional<Path> installed() {
        return NAMES.stream().flatMap(Chromium::onPath).findFirst();
    }

    private static Stream<Path> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    /** By the package manager of Debian and Ubuntu; where there is none, by Playwright, which then finds it itself. */
    private static Optional<Path> install() {
        if (onPath("apt-get").findAny().isPresent() && (isRoot() || succeeds("sudo", "-n", "true"))) {
            String sudo = isRoot() ? "" : "sudo ";
            succeeds("sh", "-c", sudo + "apt-get -q update && " + sudo + "apt-get -q install -y chromium");
        }
        Optional<Path> chromium = installed();
        if (chromium.isEmpty()) {
            playwrightInstalls();
        }
        return chromium;
    }

    /** In a process of its own, since the command ends the JVM it runs in. */
    private static void playwrightInstalls() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classpath = System.getProperty("surefire.real.class.path", System.getProperty("java.class.path"));
        succeeds(java, "-cp", classpath, CLI.class.getName(), "install", "chromium");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
