package org.latchkey.whole;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.latchkey.credential.ApiKey;
import org.latchkey.whole.OAuthClients.OAuthClient;

/**
 * The programs by which a document shows OAuth and what keys open, in TypeScript and in PHP: three steps, a plugin, and one
 * for each API.
 *
 * <p>The document is no part of this repository. In {@code src/test/programs} stand programs of our own with the same
 * requests in the same order, the same storage and the same constants; where the document lies beside the checkout, or
 * where {@code latchkey.seeds} says, its own code is run too; elsewhere the tests of that code are skipped.
 */
enum SeedPrograms {
    OURS {
        @Override
        String code(String language, int step) throws IOException {
            return file(language, NAMES.get(step - 1));
        }

        @Override
        String plugin(String language) throws IOException {
            return file(language, "plugin");
        }

        @Override
        String using(String language, String api) throws IOException {
            return file(language, api.toLowerCase(Locale.ROOT));
        }

        private String file(String language, String name) throws IOException {
            String directory = language.toLowerCase(Locale.ROOT);
            String suffix = directory.equals("php") ? ".php" : ".ts";
            return Files.readString(Programs.SOURCE.resolve(directory).resolve(name + suffix));
        }
    },
    DOCUMENT {
        @Override
        String code(String language, int step) throws IOException {
            return below(language + " - Step " + step + ":");
        }

        @Override
        String plugin(String language) throws IOException {
            return below(language + " Plugin");
        }

        @Override
        String using(String language, String api) throws IOException {
            return below(language + " - Using " + api + " API");
        }

        private String below(String heading) throws IOException {
            return Files.readAllLines(FILE).stream()
                    .dropWhile(line -> !line.startsWith(heading))
                    .skip(1)
                    .takeWhile(line -> !HEADING.matcher(line).lookingAt())
                    .collect(joining("\n"));
        }
    };

    private static final List<String> NAMES = List.of("authorize", "callback", "request");
    private static final Pattern HEADING =
            Pattern.compile("(TypeScript|PHP) (- |Plugin$)|Key Features|Benefits of|Best Practices");
    private static final Path FILE = Path.of(System.getProperty(
                    "latchkey.seeds", System.getProperty("latchkey.root", "..") + "/../shared/seeds"))
            .resolve("001_359cc7a8ba58827a.txt");

    abstract String code(String language, int step) throws IOException;

    /** The plugin, which has no constants to fill in. */
    abstract String plugin(String language) throws IOException;

    /**
     * The program that calls an API with a key.
     *
     * @param api as {@code Query}
     */
    abstract String using(String language, String api) throws IOException;

    boolean isPresent() {
        return this == OURS || Files.exists(FILE);
    }

    /** Skips the test that needs them where they are not there. */
    void assumePresent() {
        assumeTrue(
                isPresent(),
                () -> "The document is not there: " + FILE.toAbsolutePath().normalize());
    }

    /** The constants filled in as the document tells its readers to. */
    static UnaryOperator<String> constants(OAuthClient client, String application, String api) {
        return code -> code.replace("your_client_id", client.id().toString())
                .replace("your_client_secret", client.secret())
                .replace("https://yourapp.com", application)
                .replace("https://your-domain.com", api);
    }

    /** The same for the programs that call with a key; one has a constant more to replace. */
    static UnaryOperator<String> constants(ApiKey key) {
        return code ->
                code.replace("your_api_key_here", key.reveal()).replace("https://your-domain.com", TestServer.URL);
    }

    /**
     * Runs the program that calls an API with a key, where nothing else is but what was put there for it.
     *
     * @return what it writes, errors among it
     */
    String run(String language, String api, UnaryOperator<String> constants) {
        assumePresent();
        boolean php = language.equals("PHP");
        Path directory = directory(language, api);
        Path file = directory.resolve(php ? "program.php" : "program.ts");
        try {
            Files.createDirectories(directory);
            Files.writeString(file, constants.apply(using(language, api)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (php) {
            PhpServer.install();
        }
        return Programs.run(new ProcessBuilder(php ? "php" : Programs.node(), file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true));
    }

    /** Where {@link #run} runs it. */
    Path directory(String language, String api) {
        return Programs.DIRECTORY.resolve(language + "-" + api + "-" + this);
    }

    /** Writes the code of a step to a file. */
    void write(String language, int step, UnaryOperator<String> constants, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, constants.apply(code(language, step)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
