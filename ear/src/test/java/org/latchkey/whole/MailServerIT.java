package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.server.Ports;

/** What the server's environment says of the mail server holds. */
@OwnServers
class MailServerIT {

    private static final String REFUSED = "The mail server cannot be used";

    private static final String PASSWORD = "correct horse battery";

    private GreenMail mailServer;

    @BeforeEach
    void startMailServer() {
        mailServer = new GreenMail(new ServerSetup(Ports.free(), "localhost", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
    }

    @AfterEach
    void stopMailServer() {
        mailServer.stop();
    }

    @Test
    void serverSignsInAsTheUserThatItIsGiven() throws Exception {
        mailServer.setUser("anybody@bank.example", "latchkey", "another password");
        try (OwnServer server = prepare("mailuser")) {
            server.start();
            assertThat(login(server, PASSWORD + "\n", "latchkey"))
                    .isEqualTo("0\nlatchkey signs in at the mail server.\n");
            assertThat(login(server, "x".repeat(1001) + "\n", "latchkey"))
                    .isEqualTo("64\nIt takes a user of 254 characters at most, and a password of 1000 at most.\n");
            addNotice(server);
            Await.until(() -> server.wildfly.output().contains(REFUSED));
            assertThat(mailServer.getReceivedMessages()).isEmpty();

            mailServer.setUser("anybody@bank.example", "latchkey", PASSWORD);
            Await.until(() -> mailServer.getReceivedMessages().length == 1);
            assertThat(server.wildfly.output())
                    .contains("The mail server is back.")
                    .doesNotContain(PASSWORD);
        }
    }

    @Test
    void withoutTheTlsThatIsAskedForNothingIsSent() throws Exception {
        try (OwnServer server = prepare("mailtls")) {
            server.wildfly.environment("LATCHKEY_MAIL_TLS", "true");
            server.start();
            addNotice(server);
            Await.until(() -> server.wildfly.output().contains(REFUSED));

            assertThat(server.wildfly.output()).contains("STARTTLS is required");
            assertThat(mailServer.getReceivedMessages()).isEmpty();
        }
    }

    private static String login(OwnServer server, String input, String user) throws Exception {
        return Commands.ask(server.wildfly.directory(), input, "latchkey-mail-login.sh", user);
    }

    private OwnServer prepare(String name) {
        OwnServer server = OwnServer.prepare(name);
        server.wildfly.environment(
                "LATCHKEY_MAIL_PORT", Integer.toString(mailServer.getSmtp().getPort()));
        return server;
    }

    private static void addNotice(OwnServer server) throws SQLException {
        try (Connection connection = server.database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO notice (recipient, subject, body, created_at, due_at)"
                    + " VALUES ('somebody@bank.example', 'Subject', 'text', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))");
        }
    }
}
