package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.latchkey.server.Database;

/** The operator's commands, as the operator runs them. */
final class Commands {

    private Commands() {}

    /** Runs one of the server's, and answers its exit code and what it printed. */
    static String run(String name, Database database) throws IOException, InterruptedException {
        Path script = TestServer.HOME.resolve("bin").resolve(name);
        assertThat(Files.isExecutable(script)).isTrue();
        ProcessBuilder command = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        command.environment()
                .putAll(Map.of(
                        "LATCHKEY_DB_URL", database.url(),
                        "LATCHKEY_DB_USER", database.user(),
                        "LATCHKEY_DB_PASSWORD", database.password()));
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + "\n" + printed;
    }
}
