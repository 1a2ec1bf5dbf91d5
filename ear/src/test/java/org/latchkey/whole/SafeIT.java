package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.Launcher.Outcome;

/** Secrets that are read again: what holds them, and what becomes of one that somebody has tampered with. */
@ArquillianTest
class SafeIT {

    private static final String PASSWORD = "mail-" + UUID.randomUUID();
    /** In a JWK of ES256. */
    private static final Pattern PRIVATE_KEY = Pattern.compile("\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{43}\"");

    private static final Path SERVER = Path.of(System.getProperty("jboss.server.base.dir", "."));

    private Companies companies;
    private CompanyPlugins own;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(SafeIT.class, CompanyPlugins.class, Launcher.class, Http.class);
    }

    @BeforeEach
    void foundCompany() throws Exception {
        companies = new Companies();
        own = new CompanyPlugins(companies);
    }

    @Test
    void databaseAloneAndServerAloneHoldNoSecret() throws Exception {
        Map<String, String> credentials = Launcher.credentials(own.register("Secretive"));
        assertThat(CompanyPlugins.use(CompanyPlugins.token(credentials))).isEqualTo("200");
        assertThat(mailLogin(PASSWORD, "robot")).isEqualTo("robot signs in at the mail server.\n");
        try {
            String dump = dump();
            String files = files();

            assertThat(dump.contains("Secretive") && dump.contains("\"kid\""))
                    .as("it was looked at")
                    .isTrue();
            assertThat(files.contains("latchkey")).as("they were looked at").isTrue();
            for (String secret : List.of(credentials.get("OAUTH_CLIENT_SECRET"), PASSWORD)) {
                for (String written : List.of(
                        secret,
                        Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8)),
                        HexFormat.of().formatHex(secret.getBytes(UTF_8)))) {
                    assertThat(dump.contains(written))
                            .as("the database holds it")
                            .isFalse();
                    assertThat(files.contains(written))
                            .as("the server holds it")
                            .isFalse();
                }
            }
            assertThat(PRIVATE_KEY.matcher(dump).find()).isFalse();
            assertThat(PRIVATE_KEY.matcher(files).find()).isFalse();
        } finally {
            assertThat(mailLogin("", "")).isEqualTo("Nobody signs in at the mail server.\n");
        }
        assertThat(companies.rows("SELECT * FROM safe WHERE kind = 'mail password'"))
                .isEmpty();
    }

    @Test
    void secretsThatChangePlacesAreRefusedAndOpenNothingElse() throws Exception {
        UUID one = own.register("One");
        UUID other = own.register("Other");
        UUID third = own.register("Third");
        List<String> entries = List.of(entry(one), entry(other));
        List<String> sealed = List.of(sealed(entries.get(0)), sealed(entries.get(1)));
        Map<String, String> before = Launcher.credentials(one);

        seal(entries.get(0), sealed.get(1));
        seal(entries.get(1), sealed.get(0));
        for (UUID plugin : List.of(one, other)) {
            Outcome outcome = Launcher.run(Launcher.prepare(plugin.toString(), "env"));
            assertThat(outcome.status()).isEqualTo(70);
            assertThat(outcome.out()).isEmpty();
        }
        Map<String, String> untouched = Launcher.credentials(third);
        assertThat(untouched).hasSize(3);
        for (String entry : entries) {
            assertThat(errors(entry))
                    .containsExactly("The sealed plugin secret " + entry + " cannot be opened: it is not what "
                            + pepper() + " has sealed there");
        }

        seal(entries.get(0), sealed.get(0));
        seal(entries.get(1), sealed.get(1));
        assertThat(Launcher.credentials(one)).isEqualTo(before);

        // With the half that opens it: it is bound to its row all the same.
        String kept = half(plugin(third));
        point(third, half(plugin(one)));
        Outcome outcome = Launcher.run(Launcher.prepare(third.toString(), "env"));
        point(third, kept);
        assertThat(outcome.status()).isEqualTo(70);
        assertThat(outcome.out()).isEmpty();
        assertThat(Launcher.credentials(third)).isEqualTo(untouched);
    }

    /** As somebody might try who may write to the database and have mail sent: to be told another secret as the password. */
    @Test
    void secretIsNotOpenedAsAnotherKind() throws Exception {
        UUID plugin = own.register("Tempting");
        mailLogin(PASSWORD, "robot");
        String kept = half(plugin(plugin));
        String mail = half("mail_login");
        point(plugin, mail);
        Outcome outcome = Launcher.run(Launcher.prepare(plugin.toString(), "env"));
        point(plugin, kept);
        mailLogin("", "");
        String entry = mail.substring(0, mail.indexOf('|'));

        assertThat(outcome.status()).isEqualTo(70);
        assertThat(outcome.out()).isEmpty();
        assertThat(errors(entry))
                .containsExactly("The sealed plugin secret " + entry + " cannot be opened: it is not what " + pepper()
                        + " has sealed there");
    }

    @Test
    void anotherKeySignsInPlaceOfOneThatWasTamperedWith() throws Exception {
        Map<String, String> credentials = Launcher.credentials(own.register("Signed"));
        String before = CompanyPlugins.token(credentials);
        // The server keeps the one that it has opened; it forgets it by opening another.
        companies.change("UPDATE signing_key SET retired_at = UTC_TIMESTAMP(6) WHERE retired_at IS NULL");
        String between = CompanyPlugins.token(credentials);
        String key = companies
                .rows("SELECT id FROM signing_key WHERE retired_at IS NOT NULL ORDER BY created_at DESC LIMIT 1")
                .get(0);
        String entry = companies
                .rows("SELECT safe_id FROM signing_key WHERE id = ?", key)
                .get(0);
        companies.change("UPDATE signing_key SET retired_at = IF(id = ?, NULL, UTC_TIMESTAMP(6))", key);
        String sealed = sealed(entry);
        seal(entry, sealed.substring(0, sealed.length() - 4) + "AAAA");

        String after = CompanyPlugins.token(credentials);

        for (String token : List.of(before, between, after)) {
            assertThat(CompanyPlugins.use(token)).isEqualTo("200");
        }
        assertThat(companies.rows("SELECT retired_at IS NULL FROM signing_key WHERE id = ?", key))
                .containsExactly("0");
        assertThat(companies.rows("SELECT id FROM safe WHERE id = ?", entry)).isEmpty();
        assertThat(errors(entry)).hasSize(1).first().asString().startsWith("The sealed signing key ");
    }

    private String entry(UUID plugin) throws SQLException {
        return companies
                .rows("SELECT safe_id FROM plugin WHERE client_id = ?", plugin.toString())
                .get(0);
    }

    private String sealed(String entry) throws SQLException {
        return companies.rows("SELECT sealed FROM safe WHERE id = ?", entry).get(0);
    }

    private void seal(String entry, String sealed) throws SQLException {
        companies.change("UPDATE safe SET sealed = ? WHERE id = ?", sealed, entry);
    }

    private String half(String row) throws SQLException {
        return companies.rows("SELECT safe_id, HEX(safe_key) FROM " + row).get(0);
    }

    private static String plugin(UUID id) {
        return "plugin WHERE client_id = '" + id + "'";
    }

    private void point(UUID plugin, String half) throws SQLException {
        String[] parts = half.split("\\|", -1);
        companies.change(
                "UPDATE plugin SET safe_id = ?, safe_key = UNHEX(?) WHERE client_id = ?",
                parts[0],
                parts[1],
                plugin.toString());
    }

    private String pepper() throws SQLException {
        return companies.rows("SELECT name FROM pepper").get(0);
    }

    /** What the log says of an entry of the safe. */
    private static List<String> errors(String entry) throws IOException {
        return Files.readString(SERVER.resolve("log/server.log"))
                .lines()
                .filter(line -> line.contains(entry))
                .peek(line -> assertThat(line).contains(" ERROR "))
                .map(line -> line.substring(line.indexOf("The sealed ")))
                .toList();
    }

    private static String mailLogin(String password, String user) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                "sh",
                "-c",
                "printf '%s\\n' \"$1\" | \"$2\" \"$3\"",
                "sh",
                password,
                Launcher.SCRIPT.resolveSibling("latchkey-mail-login.sh").toString(),
                user);
        command.environment().put("JBOSS_BASE_DIR", SERVER.toString());
        Outcome outcome = Launcher.run(command);
        assertThat(outcome.status()).as(outcome.problems()).isZero();
        return outcome.out();
    }

    /** All that is in any table. */
    private static String dump() throws Exception {
        DataSource datasource = Companies.look("java:jboss/datasources/Latchkey");
        StringBuilder dump = new StringBuilder();
        try (Connection connection = datasource.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            dump.append(
                                            rows.getObject(i) instanceof byte[] bytes
                                                    ? new String(bytes, ISO_8859_1)
                                                    : rows.getString(i))
                                    .append('\n');
                        }
                    }
                }
            }
        }
        return dump.toString();
    }

    /** All that is in any file of the server's own. */
    private static String files() throws IOException {
        StringBuilder files = new StringBuilder();
        Files.walkFileTree(SERVER, new SimpleFileVisitor<>() {
            /** What is deployed, unpacked. */
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith("tmp/vfs") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !file.toString().matches(".*\\.(jar|war|ear)")) {
                    files.append(Files.readString(file, ISO_8859_1)).append('\n');
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files.toString();
    }
}
