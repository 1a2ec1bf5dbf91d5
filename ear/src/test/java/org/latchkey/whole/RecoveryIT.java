package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Database;
import org.latchkey.server.EmbeddedDatabase;
import org.latchkey.server.Ports;

/** A production server: its first administrator, its sudden end, and the loss of its database. */
@ArquillianTest
class RecoveryIT {

    private static final String EMAIL = "first@bank.example";
    private static final String PASSWORD = "correct horse battery";

    @Test
    void keyAndItsEventSurviveAKilledServerAndALostDatabaseMeansTryAgain() throws Exception {
        EmbeddedDatabase database =
                new EmbeddedDatabase(TestServer.TARGET.resolve("it/recovery-data"), Ports.free()).start();
        try (OwnServer server = OwnServer.prepare("recovery", database.address())) {
            server.wildfly.environment("LATCHKEY_ADMIN_EMAIL", EMAIL);
            server.wildfly.environment("LATCHKEY_ADMIN_PASSWORD", PASSWORD);
            server.wildfly.property("latchkey.proof.minutes", "0");
            server.start();
            ApiKey key = makeKeyAndKill(server);

            assertThat(eventsOf(key, server.database)).isEqualTo("key.created by " + EMAIL + " from 127.0.0.1");
            server.start();
            String whoami = server.url + "/api/2/whoami";
            assertThat(Http.get(whoami, "x-api-key", key.reveal()).statusCode()).isEqualTo(200);

            database.close();
            HttpResponse<String> answer = Http.get(whoami, "x-api-key", key.reveal());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Http.json(answer).getString("code")).isEqualTo("unavailable");
            assertThat(Http.get(whoami, "x-api-key", "apik:nonsense").statusCode())
                    .isEqualTo(401);
        } finally {
            database.close();
        }
    }

    @Test
    void emptyProductionServerHasNobodyAndSaysHowToCreateTheFirstAdministrator() throws Exception {
        try (OwnServer server = OwnServer.prepare("production").start()) {
            assertThat(server.wildfly.output())
                    .contains("To create the first administrator")
                    .contains("LATCHKEY_ADMIN_EMAIL");
            for (String table : new String[] {"company", "user_account", "api_key"}) {
                assertThat(single("SELECT COUNT(*) FROM " + table, server.database))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void useIsWrittenDownWhenTheServerStopsAndAProxyThatIsTrustedSaysFromWhere() throws Exception {
        try (OwnServer server = OwnServer.prepare("orderly")) {
            server.wildfly.property("latchkey.proxy", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
            server.start();
            ApiKey key = Keys.inOwnCompany(server.database);
            for (int i = 0; i < 3; i++) {
                assertThat(Http.get(
                                        server.url + "/api/2/whoami",
                                        "x-api-key",
                                        key.reveal(),
                                        "X-Forwarded-For",
                                        "198.51.100.7")
                                .statusCode())
                        .isEqualTo(200);
            }
            server.wildfly.close();

            assertThat(single(
                            "SELECT CONCAT(last_address, ' ', JSON_EXTRACT(recent_use, '$.hours.*')) FROM api_key",
                            server.database))
                    .isEqualTo("198.51.100.7 [3]");
        }
    }

    private static ApiKey makeKeyAndKill(OwnServer server) {
        try (Playwright playwright = Playwright.create();
                Browser browser = Chromium.launch(playwright)) {
            Pages pages = new Pages(browser.newPage(), server.url);
            pages.signIn(EMAIL, PASSWORD);
            ApiKey key = createWithPassword(pages);
            server.wildfly.kill();
            return key;
        }
    }

    /** Whoever signed in too long ago is asked for the password again. */
    private static ApiKey createWithPassword(Pages pages) {
        pages.openCreate();
        pages.field("Name").fill("Made just before the end");
        pages.field("Name").press("Enter");
        PlaywrightAssertions.assertThat(pages.page.getByText("Enter your password to go on."))
                .isVisible();
        pages.page.getByLabel("Your password").fill("not the password");
        PlaywrightAssertions.assertThat(pages.dialog("Create key").locator("button[type=submit]"))
                .isEnabled();
        pages.page.getByLabel("Your password").press("Enter");
        PlaywrightAssertions.assertThat(pages.page.getByText("This is not your password."))
                .isVisible();
        pages.page.getByLabel("Your password").fill(PASSWORD);
        PlaywrightAssertions.assertThat(pages.dialog("Create key").locator("button[type=submit]"))
                .isEnabled();
        pages.page.getByLabel("Your password").press("Enter");
        return pages.shownKey();
    }

    private static String eventsOf(ApiKey key, Database database) throws Exception {
        return single(
                "SELECT GROUP_CONCAT(e.kind, ' by ', u.email, ' from ', e.address) FROM audit_event e JOIN user_account u ON u.id = e.actor_id"
                        + " WHERE e.subject_id = '" + key.id() + "'",
                database);
    }

    private static String single(String sql, Database database) throws Exception {
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }
}
