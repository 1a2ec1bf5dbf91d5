package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latchkey.server.Database;

/** The operator's commands, as the operator runs them. */
final class Commands {

    private Commands() {}

    /** Runs one of the server's that asks the database, and answers its exit code and what it printed. */
    static String run(String name, Database database) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "LATCHKEY_DB_URL", database.url(),
                "LATCHKEY_DB_USER", database.user(),
                "LATCHKEY_DB_PASSWORD", database.password());
        return run(environment, "", name);
    }

    /**
     * Runs one that asks a running server, and answers likewise.
     *
     * @param directory of the server
     * @param input what it reads
     */
    static String ask(Path directory, String input, String name, String... arguments)
            throws IOException, InterruptedException {
        return run(Map.of("JBOSS_BASE_DIR", directory.toString()), input, name, arguments);
    }

    /** Runs WildFly's tool for a credential store, and answers what it printed. */
    static String elytronTool(Path store, String password, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("credential-store", "--location", store.toString()));
        words.addAll(List.of(arguments));
        // It asks for the password, and where it makes a store once more.
        String printed = run(Map.of(), (password + "\n").repeat(2), "elytron-tool.sh", words.toArray(String[]::new));
        assertThat(printed).startsWith("0\n");
        return printed.substring(2).strip();
    }

    private static String run(Map<String, String> environment, String input, String name, String... arguments)
            throws IOException, InterruptedException {
        Path script = TestServer.HOME.resolve("bin").resolve(name);
        assertThat(Files.isExecutable(script)).isTrue();
        List<String> words = new ArrayList<>(List.of(script.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
        command.environment().putAll(environment);
        Process process = command.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + "\n" + printed;
    }
}
