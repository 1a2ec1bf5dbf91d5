package org.latchkey.whole;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.CLI;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

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

    /** Pages are slow while servers start beside them. */
    private static final double PATIENCE_MILLIS = 20_000;

    private static final Queue<Playwright> STARTED = new ConcurrentLinkedQueue<>();
    private static final ThreadLocal<Browser> BROWSER = ThreadLocal.withInitial(Chromium::start);

    private Chromium() {}

    /** The browser that all tests of a thread share, started when it is first asked for. */
    static Browser browser() {
        return BROWSER.get();
    }

    /** Ends the browsers; nobody uses one any more. */
    static void close() {
        STARTED.forEach(Playwright::close);
    }

    private static Browser start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create();
        STARTED.add(playwright);
        return launch(playwright);
    }

    private static Browser launch(Playwright playwright) {
        LaunchOptions options = new LaunchOptions().setArgs(FLAGS);
        installed().or(Chromium::install).ifPresent(options::setExecutablePath);
        return playwright.chromium().launch(options);
    }

    private static Optional<Path> installed() {
        return SystemPackages.find(NAMES);
    }

    /** By the package manager of Debian and Ubuntu; where there is none, by Playwright, which then finds it itself. */
    private static Optional<Path> install() {
        SystemPackages.install("chromium");
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
        SystemPackages.succeeds(java, "-cp", classpath, CLI.class.getName(), "install", "chromium");
    }
}
