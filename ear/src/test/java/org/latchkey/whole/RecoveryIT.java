package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Http.bearer;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Database;
import org.latchkey.server.Demo;
import org.latchkey.server.EmbeddedDatabase;
import org.latchkey.server.Ports;

/** A production server: its first administrator, its sudden end, and the loss of its database. */
@OwnServers
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
            Made made = makeKeyAndKill(server);
            ApiKey key = made.key();

            assertThat(eventsOf(key, server.database)).isEqualTo("key.created by " + EMAIL + " from 127.0.0.1");
            server.start();
            String whoami = server.url + "/api/2/whoami";
            assertThat(Http.get(whoami, "x-api-key", key.reveal()).statusCode()).isEqualTo(200);
            assertThat(bearer(whoami, made.token()).statusCode()).isEqualTo(200);
            assertThat(Tokens.taken(server.database, made.token()))
                    .as("3 of 30 are lost with the server, but for the one that was made; 2 of 27 are taken")
                    .isEqualTo(5);

            database.close();
            HttpResponse<String> answer = Http.get(whoami, "x-api-key", key.reveal());
            assertUnavailable(answer, "The database does not answer");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertUnavailable(bearer(whoami, made.token()), "The database does not answer");
            // The server has no more of its requests, and lets none in without counting it.
            assertUnavailable(bearer(whoami, made.token()), "Credentials can't be checked");
            assertThat(Http.get(whoami, "x-api-key", "apik:nonsense").statusCode())
                    .isEqualTo(401);
        } finally {
            database.close();
        }
    }

    @Test
    void emptyProductionServerSaysHowToCreateTheFirstAdministratorAndStartsWithItsOwnPepperOnly() throws Exception {
        Path store = TestServer.TARGET.resolve("it/production.store");
        makeStore(store, "pepper-1");
        try (OwnServer server = OwnServer.prepare("production")) {
            server.wildfly.environment("LATCHKEY_STORE", store.toString());
            server.start();
            assertThat(server.wildfly.output())
                    .contains("To create the first administrator")
                    .contains("LATCHKEY_ADMIN_EMAIL");
            for (String table : new String[] {"company", "user_account", "api_key"}) {
                assertThat(single("SELECT COUNT(*) FROM " + table, server.database))
                        .isEqualTo("0");
            }

            makeStore(store, "pepper-1");
            server.deployAgain();
            makeStore(store, "pepper-2");
            server.deployAgain();
            assertThat(complaints(server))
                    .containsExactly(
                            "Latchkey does not start: pepper-1 in the credential store " + store
                                    + " is another one than that which has sealed the secrets of this database.",
                            "Latchkey does not start: pepper-1, which has sealed secrets of this database, is missing from"
                                    + " the credential store " + store + ".");
            for (String path : List.of("/api/2/whoami", "/account/signin")) {
                assertThat(Http.get(server.url + path).statusCode()).isIn(404, 500, 503);
            }
        }
    }

    @Test
    void answerOutlivesTheServer() throws Exception {
        try (OwnServer server = OwnServer.prepare("repeated")) {
            server.start();
            String key;
            try (Connection connection = server.database.connect()) {
                key = new Demo(connection).prepare(server.url, Optional.empty()).key();
            }
            Api api = Api.at(server.url, key);
            String body = "{\"name\":\"Nightly run\"}";
            HttpResponse<String> first = api.post("", body, "Idempotency-Key", "nightly-run-1");
            server.wildfly.kill();
            // What it is called it need not know for that; tokens it issues none.
            server.wildfly.environment("LATCHKEY_URL", "");
            server.start();

            Api.assertProblem(
                    Http.send(
                            "POST",
                            server.url + "/api/2/auth/tokens",
                            "{\"count\":1}",
                            "x-api-key",
                            key,
                            "Content-Type",
                            "application/json"),
                    503,
                    "unavailable");
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertThat(api.post("", body, "Idempotency-Key", "nightly-run-1").body())
                    .isEqualTo(first.body());
        }
    }

    /** By WildFly's own tool, as the operator does. */
    private static void makeStore(Path store, String pepper) throws Exception {
        Files.deleteIfExists(store);
        Commands.elytronTool(
                store,
                System.getenv("LATCHKEY_STORE_PASSWORD"),
                "--create",
                "--generate-secret-key",
                pepper,
                "--size",
                "256");
    }

    private static List<String> complaints(OwnServer server) {
        return server.wildfly
                .output()
                .lines()
                .filter(line -> line.contains("Latchkey does not start: "))
                .filter(line -> line.contains(" ERROR ["))
                .map(line -> line.substring(line.indexOf("Latchkey does not start: ")))
                .toList();
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
            String token = Tokens.ofKey(key).limit(1_000_000).issue(server.database);
            int calls = redeploy(server, key, token);
            // The cache went with the application and came back with it: what is changed now holds at once.
            String address = server.url + "/api/2/auth/keys/" + key.id() + "/revoke";
            assertThat(Http.send("POST", address, "", "x-api-key", key.reveal(), "X-Forwarded-For", "198.51.100.7")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(other(server, key)).isEqualTo(401);
            assertThat(other(server, token)).isEqualTo(401);
            server.wildfly.close();

            assertThat(single("SELECT last_address FROM api_key", server.database))
                    .isEqualTo("198.51.100.7");
            assertThat(requests(server.database)).isEqualTo(2 * calls + 1);
            assertThat(Tokens.taken(server.database, token)).isEqualTo(calls);
        }
    }

    /** Calls the other application all the while, with the key and with its token; how often with each. */
    private static int redeploy(OwnServer server, ApiKey key, String token) throws IOException {
        int calls = 0;
        Files.delete(server.wildfly.deployments().resolve(TestServer.EAR + ".deployed"));
        for (String state : new String[] {".undeployed", ".deployed"}) {
            while (!Files.exists(server.wildfly.deployments().resolve(TestServer.EAR + state))) {
                assertThat(other(server, key)).isEqualTo(200);
                assertThat(other(server, token)).isEqualTo(200);
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

    private static int other(OwnServer server, String token) {
        return bearer(server.url + "/other/identity", token).statusCode();
    }

    private static void assertUnavailable(HttpResponse<String> answer, String detail) {
        Api.assertProblem(answer, 503, "unavailable");
        assertThat(Http.json(answer).getString("detail")).startsWith(detail);
    }

    /** What there is when a server is killed: a key, and a token of another one with which one of 30 requests was made. */
    private record Made(ApiKey key, String token) {}

    private static Made makeKeyAndKill(OwnServer server) {
        try (Page page = Chromium.browser().newPage()) {
            Pages pages = new Pages(page, server.url);
            pages.signIn(EMAIL, PASSWORD);
            ApiKey first = createWithPassword(pages, "Made first");
            pages.closeShownKey();
            regenerateAndHandOverWithPassword(pages, first);
            registerApplicationWithPassword(pages);
            String token = Tokens.ofKey(first).limit(30).issue(server.database);
            assertThat(bearer(server.url + "/api/2/whoami", token).statusCode()).isEqualTo(200);
            pages.open("/api/keys");
            ApiKey key = createWithPassword(pages, "Made just before the end");
            server.wildfly.kill();
            return new Made(key, token);
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
        form.getByLabel("Role").selectOption("Administrator");
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
