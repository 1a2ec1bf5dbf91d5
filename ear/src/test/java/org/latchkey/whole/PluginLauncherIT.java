package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operate.OperatorChannel;
import org.latchkey.plugin.Plugins;

/**
 * Plugins under the launcher, as the operator of this server starts them. Those that call an API are the document's own, and
 * ours: {@link SeedPrograms} says whose code runs.
 */
@ArquillianTest
class PluginLauncherIT {

    private static final String PROGRAMS = "programs.properties";
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    private final List<Process> started = new ArrayList<>();
    private Companies companies;
    private CompanyPlugins own;
    private Plugins plugins;

    @Deployment
    static WebArchive inside() throws IOException {
        Properties programs = new Properties();
        programs.setProperty("node", Programs.node());
        programs.setProperty("hosts", Programs.DIRECTORY.resolve("plugin").toString());
        PhpServer.install();
        for (SeedPrograms whose : SeedPrograms.values()) {
            if (whose.isPresent()) {
                Path directory = Files.createDirectories(Programs.DIRECTORY.resolve("plugin-" + whose));
                Files.writeString(directory.resolve("plugin.ts"), whose.plugin("TypeScript"));
                Files.writeString(directory.resolve("plugin.php"), whose.plugin("PHP"));
                programs.setProperty(whose.name(), directory.toString());
            }
        }
        StringWriter text = new StringWriter();
        programs.store(text, null);
        return Inside.archive(PluginLauncherIT.class, CompanyPlugins.class, Launcher.class, Http.class, Await.class)
                .addAsResource(new StringAsset(text.toString()), "org/latchkey/whole/" + PROGRAMS);
    }

    @BeforeEach
    void foundCompany() throws Exception {
        companies = new Companies();
        own = new CompanyPlugins(companies);
        plugins = Companies.look("java:global/latchkey/ejb/Plugins");
        companies.change("""
                INSERT INTO product (version, company_id, name, price, stock, visible, changed_at)
                VALUES (0, ?, 'Cork', 2.5, 1, TRUE, UTC_TIMESTAMP(6))
                """, companies.id());
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void typeScriptIsCutOffByDisableAndComesBackAfterEnable() throws Exception {
        typeScript("OURS");
    }

    @Test
    void phpIsCutOffByDisableAndComesBackAfterEnable() throws Exception {
        php("OURS");
    }

    @Test
    @EnabledIf(value = "documentIsThere", disabledReason = "The document is not there.")
    void typeScriptOfTheDocumentIsCutOffByDisableAndComesBackAfterEnable() throws Exception {
        typeScript("DOCUMENT");
    }

    @Test
    @EnabledIf(value = "documentIsThere", disabledReason = "The document is not there.")
    void phpOfTheDocumentIsCutOffByDisableAndComesBackAfterEnable() throws Exception {
        php("DOCUMENT");
    }

    /** Where tests run inside, it was asked outside. */
    static boolean documentIsThere() {
        return isInside() || SeedPrograms.DOCUMENT.isPresent();
    }

    private static boolean isInside() {
        return PluginLauncherIT.class.getResource(PROGRAMS) != null;
    }

    private void typeScript(String whose) throws Exception {
        Properties programs = programs();
        plugin(
                ": 401",
                programs.getProperty("node"),
                programs.getProperty("hosts") + "/host.mjs",
                programs.getProperty(whose) + "/plugin.ts");
    }

    private void php(String whose) throws Exception {
        Properties programs = programs();
        plugin(
                "no products",
                "php",
                programs.getProperty("hosts") + "/host.php",
                programs.getProperty(whose) + "/plugin.php");
    }

    private void plugin(String refused, String... command) throws Exception {
        UUID id = own.register("Products");
        companies.change("UPDATE client SET access_seconds = 2 WHERE id = ?", id.toString());
        ProcessBuilder launch = Launcher.prepare(id.toString(), command).redirectErrorStream(true);
        Process plugin = start(launch);
        BufferedReader answers = plugin.inputReader(UTF_8);
        PrintStream calls = new PrintStream(plugin.getOutputStream(), true, UTF_8);
        called("first", calls, answers);
        companies.change("UPDATE client SET access_seconds = 3600 WHERE id = ?", id.toString());
        long before = tokens(id);
        Await.until(() -> {
            called("again", calls, answers);
            return tokens(id) > before;
        });
        assertThat(called("renewed", calls, answers)).isEqualTo("1 products");

        own.administer(() -> plugins.disable(id, null));
        assertThat(called("second", calls, answers)).endsWith(refused);
        assertThat(Launcher.run(launch).status()).isEqualTo(77);

        own.administer(() -> plugins.enable(id, null));
        assertThat(called("third", calls, answers)).isEqualTo("1 products");
        plugin.getOutputStream().close();
        assertThat(plugin.waitFor()).isZero();
        assertThat(Launcher.run(launch).status()).isZero();
    }

    /** How many a plugin has got. */
    private long tokens(UUID plugin) {
        try {
            return Long.parseLong(companies
                    .rows(
                            "SELECT COUNT(*) FROM access_token t JOIN token_family f ON f.id = t.family_id"
                                    + " WHERE f.client_id = ?",
                            plugin.toString())
                    .get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String called(String call, PrintStream calls, BufferedReader answers) {
        calls.println(call);
        List<String> read = new ArrayList<>();
        Iterator<String> lines = answers.lines().iterator();
        String line = null;
        while (line == null && lines.hasNext()) {
            String next = lines.next();
            read.add(next);
            line = next.startsWith(call + ": ") ? next : null;
        }
        assertThat(line).as(String.join("\n", read)).isNotNull();
        return line.substring(call.length() + 2);
    }

    @Test
    void secretIsInTheEnvironmentOfThePluginAndNowhereElse() throws Exception {
        UUID id = own.register("Secretive");
        FileTime before = FileTime.from(Instant.now());
        Process plugin =
                start(Launcher.prepare(id.toString(), "sh", "-c", "echo \"$OAUTH_CLIENT_SECRET\"; read -r end"));
        String secret = plugin.inputReader(UTF_8).readLine();
        assertThat(secret).hasSize(43);

        assertThat(Files.readString(proc(plugin, "environ"), ISO_8859_1).split("\0", -1))
                .filteredOn(variable -> variable.contains(secret) || variable.startsWith("latchkey_"))
                .extracting(variable -> variable.split("=", -1)[0])
                .containsExactly("OAUTH_CLIENT_SECRET");
        List<String> commandLines = commandLines();
        assertThat(commandLines).anyMatch(line -> line.contains("read -r end"));
        assertThat(commandLines.stream().filter(line -> line.contains(secret))).isEmpty();
        List<Path> holders = new ArrayList<>();
        look(Path.of(System.getProperty("jboss.server.base.dir")), FileTime.fromMillis(0), secret, holders);
        look(Path.of("/tmp"), before, secret, holders);
        assertThat(holders).isEmpty();
    }

    private static Path proc(Process process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private static List<String> commandLines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                Path line = process.resolve("cmdline");
                if (Files.isReadable(line)) {
                    try {
                        lines.add(Files.readString(line, ISO_8859_1));
                    } catch (IOException e) {
                        // It has ended meanwhile.
                    }
                }
            }
        }
        return lines;
    }

    /** Finds the files below a directory, changed since some moment, that hold the secret. */
    private static void look(Path directory, FileTime since, String secret, List<Path> holders) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean isNew = attributes.lastModifiedTime().compareTo(since) >= 0;
                if (isNew && attributes.isRegularFile() && attributes.size() < 50_000_000) {
                    try {
                        if (Files.readString(file, ISO_8859_1).contains(secret)) {
                            holders.add(file);
                        }
                    } catch (IOException e) {
                        // Gone, or of somebody else.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void commandIsItsOwnMaster() throws Exception {
        UUID id = own.register("Command");
        Path elsewhere = Files.createTempDirectory("latch key");
        ProcessBuilder builder = Launcher.prepare(
                id.toString(),
                "sh",
                "-c",
                "echo $$; pwd; echo \"$1|$2|$3|$LATCHKEY_OWN|$#\"; exec cat",
                "sh",
                "a  b",
                "*",
                "");
        builder.environment().put("LATCHKEY_OWN", "passed on");
        Process command = start(builder.directory(elsewhere.toFile()));
        BufferedReader out = command.inputReader(UTF_8);

        assertThat(out.readLine()).as("it is the process that was started").isEqualTo(Long.toString(command.pid()));
        assertThat(out.readLine()).isEqualTo(elsewhere.toRealPath().toString());
        assertThat(out.readLine()).isEqualTo("a  b|*||passed on|3");
        PrintStream input = new PrintStream(command.getOutputStream(), true, UTF_8);
        input.println("What it is to read arrives.");
        assertThat(out.readLine()).isEqualTo("What it is to read arrives.");
        command.destroy();
        assertThat(command.waitFor()).as("SIGTERM has reached it").isEqualTo(128 + 15);
        Files.delete(elsewhere);
    }

    @Test
    void exitStatusSaysWhatBecameOfIt() throws Exception {
        String id = own.register("Status").toString();

        assertThat(Launcher.run(Launcher.prepare(id, "sh", "-c", "exit 7")).status())
                .isEqualTo(7);
        assertThat(Launcher.run(Launcher.prepare(id, "no-such-command")).status())
                .isEqualTo(127);
        assertThat(Launcher.run(Launcher.prepare(id, "/etc/passwd")).status()).isEqualTo(126);
        for (ProcessBuilder wrong : List.of(
                Launcher.script(),
                Launcher.script("--help"),
                Launcher.script(id),
                Launcher.script(id, "--"),
                Launcher.script(id, "true", "true"),
                Launcher.script("", "--", "true"))) {
            assertThat(Launcher.run(wrong))
                    .isEqualTo(new Launcher.Outcome(64, "", "usage: latchkey-plugin NAME -- COMMAND [ARGUMENT...]\n"));
        }
        Launcher.Outcome unknown = Launcher.run(Launcher.prepare("-", "echo", "started"));
        assertThat(unknown.status()).isEqualTo(77);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.problems()).isEqualTo("There is no plugin \"-\".\n");

        ProcessBuilder nowhere = Launcher.prepare(id, "echo", "started");
        nowhere.environment().put("JBOSS_BASE_DIR", "/nowhere");
        Launcher.Outcome unanswered = Launcher.run(nowhere);
        assertThat(unanswered.status()).isEqualTo(69);
        assertThat(unanswered.out()).isEmpty();
        assertThat(unanswered.problems())
                .startsWith("No server answers at /nowhere/")
                .hasLineCount(1);

        ProcessBuilder noJava = Launcher.prepare(id, "echo", "started");
        noJava.environment().put("JAVA_HOME", "/nowhere");
        assertThat(Launcher.run(noJava).status()).isEqualTo(69);
    }

    @Test
    void nothingButCredentialsGetsIntoTheEnvironment() throws Exception {
        Path base = Files.createTempDirectory("latchkey");
        OperatorAnswer answer = OperatorAnswer.done("OAUTH_CLIENT_ID=1", "PATH=/tmp");
        ProcessBuilder start = Launcher.prepare("any", "echo", "started");
        start.environment().put("JBOSS_BASE_DIR", base.toString());

        Launcher.Outcome outcome;
        try (OperatorChannel impostor = OperatorChannel.open(base.resolve("data"), words -> answer, Thread::new)) {
            assertThat(impostor).isNotNull();
            outcome = Launcher.run(start);
        }

        assertThat(outcome)
                .isEqualTo(new Launcher.Outcome(
                        70, "", "The server has answered with something that is no credential.\n"));
        Files.delete(base.resolve("data/operator"));
        Files.delete(base.resolve("data"));
        Files.delete(base);
    }

    /** As the README advises for programs that are not to be trusted like the server. */
    @Test
    @EnabledIf(value = "othersCanRunTheLauncher", disabledReason = "Root alone starts something as somebody else.")
    void pluginThatRunsAsSomebodyElseGetsAtNoCredentialsButItsOwn() throws Exception {
        String id = own.register("Humble").toString();
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("sh", "-c", "id -u; echo ${#OAUTH_CLIENT_SECRET}; exec \"$@\"", "sh"));
        command.addAll(Launcher.prepare(id, "echo", "started").command());

        ProcessBuilder start = Launcher.prepare(id, command.toArray(String[]::new));
        Launcher.Outcome outcome = Launcher.run(start);

        assertThat(outcome.out()).isEqualTo("65534\n43\n");
        assertThat(outcome.problems()).startsWith("No server answers at ");
        assertThat(outcome.status()).isEqualTo(69);

        // The operating system says who it is, even if nothing keeps it away.
        Path directory = Path.of(System.getProperty("jboss.server.data.dir"), "operator");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(directory.resolve("socket"), PosixFilePermissions.fromString("rw-rw-rw-"));
        try {
            assertThat(Launcher.run(start))
                    .isEqualTo(new Launcher.Outcome(77, "65534\n43\n", "This is for the user of the server only.\n"));
        } finally {
            Files.setPosixFilePermissions(directory.resolve("socket"), PosixFilePermissions.fromString("rw-------"));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    static boolean othersCanRunTheLauncher() {
        if (isInside()) {
            return true;
        }
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of(
                "test", "-x", TestServer.HOME.resolve("bin/latchkey-plugin").toString()));
        return SystemPackages.succeeds(command.toArray(String[]::new));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static Properties programs() throws IOException {
        Properties programs = new Properties();
        try (var in = PluginLauncherIT.class.getResourceAsStream(PROGRAMS)) {
            programs.load(in);
        }
        return programs;
    }
}
