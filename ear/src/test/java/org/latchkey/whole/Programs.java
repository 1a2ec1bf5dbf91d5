package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs in {@code src/test/programs}, with the packages of npm that they use.
 *
 * <p>They run on the Node.js that Playwright brings for itself: the system's may be too old for their packages, and is
 * good enough for npm.
 */
final class Programs {

    /** As they are written. */
    static final Path SOURCE = Path.of(System.getProperty("latchkey.root", ".."), "ear/src/test/programs");

    /** Where they run. */
    static final Path DIRECTORY = TestServer.TARGET.resolve("programs");

    private static final String LOCK = "package-lock.json";

    private static boolean ready;

    private Programs() {}

    /** The program that runs those in JavaScript and TypeScript; those are in place. */
    static String node() {
        prepare();
        Driver driver = Driver.ensureDriverInstalled(Map.of(), false);
        return driver.createProcessBuilder().command().get(0);
    }

    /** Starts one by name, in the directory of all of them. */
    static ProcessBuilder node(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(node());
        command.add(DIRECTORY.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true);
    }

    /** Makes of each TypeScript file in a directory a script beside it that a page can load. */
    static void bundle(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<String> arguments = new ArrayList<>(List.of(
                    "--bundle",
                    "--format=iife",
                    "--alias:crypto=./typescript/crypto.ts",
                    "--log-level=warning",
                    "--outdir=" + directory));
            files.map(Path::toString).filter(name -> name.endsWith(".ts")).forEach(arguments::add);
            run(node("node_modules/esbuild/bin/esbuild", arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void prepare() {
        if (ready) {
            return;
        }
        try {
            boolean installed = Files.exists(DIRECTORY.resolve("node_modules/.package-lock.json"))
                    && Files.mismatch(SOURCE.resolve(LOCK), DIRECTORY.resolve(LOCK)) == -1;
            copy();
            if (!installed) {
                install();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ready = true;
    }

    private static void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = DIRECTORY.resolve(SOURCE.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void install() {
        SystemPackages.require(() -> SystemPackages.isInstalled("npm"), "npm");
        run(new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true));
    }

    /** Waits for the end of a process that has to succeed; the answer is what it has written. */
    static String run(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
