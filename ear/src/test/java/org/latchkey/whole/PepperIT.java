package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** The pepper is replaced while everything goes on; {@link RecoveryIT} shows that no server starts without the right one. */
@ArquillianTest
class PepperIT {

    private OAuthClient client;

    @BeforeEach
    void makeSomeSecrets() throws Exception {
        client = OAuthClients.confidential(Codes.REDIRECT);
        while (keys().size() < 3) {
            retireAll();
            issue();
        }
    }

    @Test
    void pepperIsReplacedWhileSecretsAreReadAndWritten() throws Exception {
        String old = inUse().get(0);
        // As a rotation leaves one that ends before it is in use.
        tool(shared(), "--generate-secret-key", "pepper-50", "--size", "256");
        long secrets = sealedBy(old);
        List<String> before = keys();

        Future<String> rotation = rotate();
        int made = 0;
        while (!rotation.isDone()) {
            assertEverythingOpens();
            retireAll();
            issue();
            made++;
        }

        assertThat(rotation.get()).startsWith("0\nsecrets sealed anew by pepper-51: ");
        assertThat(Long.parseLong(rotation.get().split(": ", 2)[1].strip())).isBetween(secrets, secrets + made);
        assertThat(inUse()).containsExactly("pepper-51");
        assertThat(sealedBy("pepper-51")).isEqualTo(secrets + made);
        assertThat(tool(shared(), "--aliases")).endsWith("aliases: pepper-51");
        assertThat(keys()).as("none was replaced").hasSize(before.size() + made).containsAll(before);
        assertEverythingOpens();
    }

    @Test
    void interruptedRotationGoesOnWhereItHasStopped() throws Exception {
        String old = inUse().get(0);
        String last = Keys.texts("SELECT id FROM safe ORDER BY id DESC LIMIT 1").get(0);
        try (Connection connection = lock("SELECT id FROM safe WHERE id = ? FOR UPDATE", last)) {
            Future<String> rotation = rotate();
            Keys.change("KILL " + waiting("%from safe %"));
            assertThat(rotation.get()).startsWith("70\nThe rotation was interrupted. ");
            connection.rollback();
        }
        List<String> both = inUse();
        assertThat(both).hasSize(2).element(1).isEqualTo(old);
        assertThat(sealedBy(old)).isEqualTo(1);
        assertThat(tool(shared(), "--aliases")).contains(both);
        assertEverythingOpens();
        retireAll();
        issue();
        assertThat(sealedBy(old)).as("the new one seals already").isEqualTo(1);

        assertThat(rotate().get()).isEqualTo("0\nsecrets sealed anew by " + both.get(0) + ": 1\n");
        assertThat(inUse()).containsExactly(both.get(0));
        assertThat(tool(shared(), "--aliases")).endsWith("aliases: " + both.get(0));
        assertEverythingOpens();
    }

    @Test
    void rotationWaitsForWhoeverIsSealingByTheOldPepper() throws Exception {
        String old = inUse().get(0);
        long secrets = sealedBy(old);
        Future<String> rotation;
        // As somebody who is about to add a secret.
        try (Connection writer = lock("SELECT name FROM pepper WHERE name = ? LOCK IN SHARE MODE", old)) {
            Future<String> interrupted = rotate();
            Keys.change("KILL " + waiting("%from pepper %"));
            assertThat(interrupted.get()).startsWith("70\n");
            assertThat(inUse()).containsExactly(old);
            assertThat(tool(shared(), "--aliases")).endsWith("aliases: " + old);
            assertEverythingOpens();

            rotation = rotate();
            waiting("%from pepper %");
            writer.rollback();
        }
        assertThat(rotation.get()).isEqualTo("0\nsecrets sealed anew by " + inUse().get(0) + ": " + secrets + "\n");
        assertThat(inUse()).hasSize(1).doesNotContain(old);
        assertEverythingOpens();
    }

    @Test
    void secretThatIsBeingAddedIsSealedAnewOnceItIsThere() throws Exception {
        retireAll();
        Future<String> key;
        Future<String> rotation;
        try (Connection connection = TestServer.database().connect();
                Statement statement = connection.createStatement()) {
            // For this a token has to wait that has made a signing key.
            statement.execute("LOCK TABLES access_token READ");
            key = inBackground(this::issue);
            Await.until(() -> Keys.number("SELECT COUNT(*) FROM information_schema.processlist"
                            + " WHERE info LIKE 'insert into access_token %' AND state LIKE 'Waiting for %'")
                    == 1);
            rotation = rotate();
            waiting("%from pepper %");
            assertThat(rotate().get()).isEqualTo("77\nThe pepper is being rotated already.\n");
            statement.execute("UNLOCK TABLES");
        }

        String made = key.get();
        assertThat(keys()).contains(made);
        assertThat(rotation.get()).startsWith("0\n");
        assertThat(inUse()).hasSize(1);
        assertThat(sealedBy(inUse().get(0))).isEqualTo(Keys.number("SELECT COUNT(*) FROM safe"));
        assertEverythingOpens();
    }

    @Test
    void secretThatCannotBeOpenedKeepsTheOldPepper() throws Exception {
        String old = inUse().get(0);
        String entry = Keys.texts(
                        "SELECT safe_id FROM signing_key WHERE safe_id IS NOT NULL ORDER BY created_at LIMIT 1")
                .get(0);
        String sealed =
                Keys.texts("SELECT sealed FROM safe WHERE id = ?", entry).get(0);
        Keys.change("UPDATE safe SET sealed = 'nonsense' WHERE id = ?", entry);

        assertThat(rotate().get())
                .startsWith("70\n")
                .contains("could not be opened: 1;")
                .hasLineCount(2);
        assertThat(inUse()).hasSize(2);
        assertThat(Files.readString(TestServer.DIRECTORY.resolve("log/server.log")))
                .contains("The sealed signing key " + entry + " cannot be opened: ");

        Keys.change("UPDATE safe SET sealed = ? WHERE id = ?", sealed, entry);
        assertThat(rotate().get()).isEqualTo("0\nsecrets sealed anew by " + inUse().get(0) + ": 1\n");
        assertThat(inUse()).hasSize(1).doesNotContain(old);
        assertEverythingOpens();
    }

    /** What it says is done, and taken back. */
    @Test
    void readmeSaysHowToStartOverWithoutThePepper() throws Exception {
        String statements = Files.readString(Path.of(System.getProperty("latchkey.root"), "README.md"))
                .lines()
                .filter(line -> line.startsWith("    DELETE FROM client WHERE plugin;"))
                .findFirst()
                .orElseThrow();
        try (Connection connection = TestServer.database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String each : statements.strip().split("(?<=;) ", -1)) {
                statement.execute(each);
            }
            try (ResultSet left = statement.executeQuery("SELECT name FROM pepper UNION SELECT kind FROM safe")) {
                assertThat(left.next()).isFalse();
            }
            connection.rollback();
        }
    }

    /** That of the tests' servers. */
    private static Path shared() {
        return Path.of(System.getenv("LATCHKEY_STORE"));
    }

    private static List<String> inUse() {
        return Keys.texts("SELECT name FROM pepper ORDER BY LENGTH(name) DESC, name DESC");
    }

    private static long sealedBy(String pepper) {
        return Keys.number("SELECT COUNT(*) FROM safe WHERE pepper = ?", pepper);
    }

    /** The signing keys that can sign: what the server retires cannot. */
    private static List<String> keys() {
        return Keys.texts("SELECT id FROM signing_key WHERE safe_id IS NOT NULL ORDER BY created_at DESC");
    }

    private static void retireAll() {
        Keys.change("UPDATE signing_key SET retired_at = UTC_TIMESTAMP(6) WHERE retired_at IS NULL");
    }

    /** Lets each of the newest signing keys sign in turn: the server keeps one only, and has to open the others. */
    private void assertEverythingOpens() throws ParseException {
        for (String key : keys().subList(0, 3)) {
            Keys.change("UPDATE signing_key SET retired_at = IF(id = ?, NULL, UTC_TIMESTAMP(6))", key);
            assertThat(issue()).isEqualTo(key);
        }
    }

    /** The key that has signed a token. */
    private String issue() throws ParseException {
        HttpResponse<String> answer =
                OAuth.post(OAuth.TOKEN, client, "grant_type", "client_credentials", "scope", "read");
        return SignedJWT.parse(OAuth.issued(answer).getString("access_token"))
                .getHeader()
                .getKeyID();
    }

    private static Future<String> rotate() {
        return inBackground(() -> Commands.ask(TestServer.DIRECTORY, "", "latchkey-rotate-pepper.sh"));
    }

    private static Future<String> inBackground(Callable<String> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Locks what a query finds, until the connection is closed. */
    private static Connection lock(String query, String parameter) throws SQLException {
        Connection connection = TestServer.database().connect();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            assertThat(statement.executeQuery().next()).isTrue();
        }
        return connection;
    }

    /** Who waits for a lock with a statement like that. */
    private static String waiting(String statement) {
        String query = "SELECT trx_mysql_thread_id FROM information_schema.innodb_trx"
                + " WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE ?";
        Await.until(() -> !Keys.texts(query, statement).isEmpty());
        return Keys.texts(query, statement).get(0);
    }

    /** What WildFly's own tool prints. */
    private static String tool(Path store, String... arguments) throws Exception {
        return Commands.elytronTool(store, System.getenv("LATCHKEY_STORE_PASSWORD"), arguments);
    }
}
