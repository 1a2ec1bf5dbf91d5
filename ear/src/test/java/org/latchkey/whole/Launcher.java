package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Inside the server: starts plugins of it as its operator does. */
final class Launcher {

    static final Path SCRIPT = Path.of(System.getProperty("jboss.home.dir"), "bin/latchkey-plugin");

    private Launcher() {}

    /**
     * What became of a command.
     *
     * @param status with which it ended
     */
    record Outcome(int status, String out, String problems) {}

    /** A plugin that is to be started. */
    static ProcessBuilder prepare(String plugin, String... command) {
        List<String> words = new ArrayList<>(List.of(plugin, "--"));
        words.addAll(List.of(command));
        return script(words.toArray(String[]::new));
    }

    /** The launcher with any arguments. */
    static ProcessBuilder script(String... arguments) {
        List<String> words = new ArrayList<>(List.of(SCRIPT.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("JBOSS_BASE_DIR", System.getProperty("jboss.server.base.dir"));
        return builder;
    }

    /** Runs a command that writes little, and reads nothing. */
    static Outcome run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String problems = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out, problems);
    }

    /** Starts a plugin that ends at once, and tells what it got. */
    static Map<String, String> credentials(UUID plugin) throws IOException, InterruptedException {
        Outcome outcome = run(prepare(plugin.toString(), "env"));
        if (outcome.status() != 0) {
            throw new IllegalStateException(outcome.problems());
        }
        Map<String, String> credentials = new HashMap<>();
        outcome.out()
                .lines()
                .filter(line -> line.matches("(OAUTH_CLIENT_ID|OAUTH_CLIENT_SECRET|API_BASE_URL)=.*"))
                .map(line -> line.split("=", 2))
                .forEach(pair -> credentials.put(pair[0], pair[1]));
        return credentials;
    }
}
