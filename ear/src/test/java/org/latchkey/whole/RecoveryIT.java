package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
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
    void otherApplicationsNoticeNothingOfARedeploymentAndNoUseIsLost() throws Exception {
        try (OwnServer server = OwnServer.prepare("orderly")) {
            server.wildfly.property("latchkey.proxy", "127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
            OtherApplicationIT.application()
                    .as(ZipExporter.class)
                    .exportTo(server.wildfly.deployments().resolve("other.war").toFile());
            server.start();
            ApiKey key = Keys.inOwnCompany(server.database);
            int calls = redeploy(server, key);
            // The cache went with the application and came back with it: what is changed now holds at once.
            String address = server.url + "/api/2/auth/keys/" + key.id() + "/revoke";
            assertThat(Http.send("POST", address, "", "x-api-key", key.reveal(), "X-Forwarded-For", "198.51.100.7")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other(server, key)).isEqualTo(401);
            server.wildfly.close();

            assertThat(single("SELECT last_address FROM api_key", server.database))
                    .isEqualTo("198.51.100.7");
            assertThat(requests(server.database)).isEqualTo(calls + 1);
        }
    }

    /** Calls the other application all the while; how often. */
    private static int redeploy(OwnServer server, ApiKey key) throws IOException {
        int calls = 0;
        Files.delete(server.wildfly.deployments().resolve(TestServer.EAR + ".deployed"));
        for (String state : new String[] {".undeployed", ".deployed"}) {
            while (!Files.exists(server.wildfly.deployments().resolve(TestServer.EAR + state))) {
                assertThat(other(server, key)).isEqualTo(200);
                calls++;
            }
            if (state.equals(".undeployed")) {
                Files.createFile(server.wildfly.deployments().resolve(TestServer.EAR + ".dodeploy"));
            }
        }
        return calls;
    }

    /** All that were written down: the hour may have changed meanwhile. */
    private static int requests(Database database) throws Exception {
        return Pattern.compile("[0-9]+")
                .matcher(single("SELECT JSON_EXTRACT(recent_use, '$.hours.*') FROM api_key", database))
                .results()
                .mapToInt(hour -> Integer.parseInt(hour.group()))
                .sum();
    }

    /** From behind a proxy that the server trusts. */
    private static int other(OwnServer server, ApiKey key) {
        return Http.get(server.url + "/other/hello", "x-api-key", key.reveal(), "X-Forwarded-For", "198.51.100.7")
                .statusCode();
    }

    private static ApiKey makeKeyAndKill(OwnServer server) {
        try (Page page = Chromium.browser().newPage()) {
            Pages pages = new Pages(page, server.url);
            pages.signIn(EMAIL, PASSWORD);
            ApiKey first = createWithPassword(pages, "Made first");
            pages.closeShownKey();
            regenerateAndHandOverWithPassword(pages, first);
            registerApplicationWithPassword(pages);
            pages.open("/api/keys");
            ApiKey key = createWithPassword(pages, "Made just before the end");
            server.wildfly.kill();
            return key;
        }
    }

    /** Whoever signed in too long ago is asked for the password again. */
    private static ApiKey createWithPassword(Pages pages, String name) {
        pages.openCreate();
        // The data of a run before may be there still.
        pages.field("Name").fill(name + " " + UUID.randomUUID());
        pages.field("Name").press("Enter");
        provePassword(pages, pages.dialog("Create key"));
        return pages.shownKey();
    }

    private static void registerApplicationWithPassword(Pages pages) {
        pages.open("/api/clients?company=1&new");
        Locator dialog = pages.dialog("Register application");
        Locator terms = dialog.getByLabel("I use what users allow");
        // The data of a run before may be there still.
        if (terms.isVisible()) {
            terms.check();
            terms.press("Enter");
        }
        dialog.getByLabel("Redirect addresses").fill("https://app.example/back");
        dialog.getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("App " + UUID.randomUUID());
        dialog.locator("button[type=submit]").click();
        provePassword(pages, dialog);
        PlaywrightAssertions.assertThat(pages.page.getByLabel("Client secret")).isVisible();
    }

    private static void regenerateAndHandOverWithPassword(Pages pages, ApiKey first) {
        pages.open("/api/key?company=1&key=" + first.id());
        pages.button("Regenerate").click();
        Locator dialog = pages.dialog("Regenerate");
        dialog.locator("button[type=submit]").click();
        provePassword(pages, dialog);
        assertThat(pages.shownKey()).isNotEqualTo(first);
        pages.closeShownKey();

        Locator form = pages.page.locator("#owner");
        form.locator("select[data-owner]").selectOption(new SelectOption().setLabel("New service account …"));
        form.getByLabel("Service account").fill("Night shift");
        form.locator("button[type=submit]").click();
        provePassword(pages, form);
        PlaywrightAssertions.assertThat(pages.page.getByText("The key now acts as Night shift"))
                .isVisible();
    }

    /** The first press asks, a wrong password is refused, and the right one is enough. */
    private static void provePassword(Pages pages, Locator form) {
        PlaywrightAssertions.assertThat(pages.page.getByText("Enter your password to go on."))
                .isVisible();
        for (String password : new String[] {"not the password", PASSWORD}) {
            PlaywrightAssertions.assertThat(form.locator("button[type=submit]")).isEnabled();
            form.getByLabel("Your password").fill(password);
            form.getByLabel("Your password").press("Enter");
            if (!password.equals(PASSWORD)) {
                PlaywrightAssertions.assertThat(pages.page.getByText("This is not your password."))
                        .isVisible();
            }
        }
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
