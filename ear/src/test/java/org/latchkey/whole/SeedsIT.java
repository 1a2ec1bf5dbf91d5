package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** What five public documents say of API keys, step by step; each test is one document, by the number of its file. */
@ArquillianTest
class SeedsIT extends BrowserTest {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    private final String name = "Warehouse Sync " + UUID.randomUUID();

    @Test
    void document000CreateUseExpireRegenerateRevoke() {
        // Log in, go to Account → API, open the API Keys tab, click Create.
        signIn(Demo.ADMINISTRATOR);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API").setExact(true))
                .click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API keys"))
                .click();
        pages.openCreate();
        // Enter a name; the expiration defaults to 1 year and can be blank for none. Save: the token is shown.
        pages.field("Name").fill(name);
        assertThat(expiry())
                .hasValue(LocalDate.now(ZoneId.of("Europe/Lisbon")).plusYears(1).toString());
        expiry().fill("");
        pages.field("Name").press("Enter");
        ApiKey key = pages.shownKey();
        assertThat(key.reveal()).matches("apik:[0-9a-f-]{36}:[0-9A-Za-z]+");
        pages.closeShownKey();
        assertThat(pages.row(name)).containsText("Never");

        // The token works directly as a Bearer token, with nothing before it.
        assertThat(status("Authorization", "Bearer " + key.reveal())).isEqualTo(200);

        // Find the key, click Regenerate: the old token is invalid at once, a new one is shown; id and name stay.
        button("Regenerate").click();
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        ApiKey another = pages.shownKey();
        pages.closeShownKey();
        assertThat(status("Authorization", "Bearer " + key.reveal())).isEqualTo(401);
        assertThat(status("Authorization", "Bearer " + another.reveal())).isEqualTo(200);
        assertThat(another.id()).isEqualTo(key.id());
        assertThat(pages.row(name)).isVisible();

        // To revoke it, delete it: 401 from then on.
        button("Delete").click();
        pages.answer("Delete");
        assertThat(pages.row(name)).hasCount(0);
        assertThat(status("Authorization", "Bearer " + another.reveal())).isEqualTo(401);
    }

    @Test
    void document000KeyOfAReadOnlyUserReadsOnly() {
        ApiKey key = Keys.of(Demo.VIEWER);

        assertThat(Http.get(WHOAMI, "Authorization", "Bearer " + key.reveal()).body())
                .contains("customers:view")
                .doesNotContain("change");
    }

    @Test
    void document001CreateWithNameAndOptionalExpiryAndSendInXApiKey() {
        // Navigate to API Keys, create, set a descriptive name and an optional expiry, copy at once.
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill(name);
        expiry().fill(LocalDate.now(ZoneId.of("Europe/Lisbon")).plusDays(90).toString());
        pages.field("Name").press("Enter");
        ApiKey key = pages.shownKey();
        pages.button("Copy key").click();
        assertThat(pages.button("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key.reveal());
        pages.closeShownKey();

        assertThat(status("X-API-Key", key.reveal())).isEqualTo(200);
        page.reload();
        assertThat(page.content()).doesNotContain(key.reveal());
    }

    @Test
    void document002KeyOrShortLivedToken() {
        ApiKey key = Keys.active();
        // How to send a key: Authorization or x-api-key. It does not expire until it is rotated or deleted.
        assertThat(status("Authorization", key.reveal())).isEqualTo(200);
        assertThat(status("Authorization", "Bearer " + key.reveal())).isEqualTo(200);
        assertThat(status("x-api-key", key.reveal())).isEqualTo(200);
        assertThat(status("x-api-key", key.reveal())).isEqualTo(200);

        // Step 1: create a token, a JWT, with the key. It expires after a set time, and has an optional request limit.
        String body = "{\"expiresIn\":3600000,\"requestLimit\":\"6\"}";
        HttpResponse<String> created = Http.send(
                "POST", TokensOf.TOKENS, body, "Authorization", key.reveal(), "Content-Type", "application/json");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonObject token = Http.json(created).getJsonArray("createApiTokens").getJsonObject(0);
        String value = token.getString("token");
        assertThat(value.split("\\.", -1)).as("a JWT").hasSize(3);
        assertThat(Instant.parse(token.getString("expiresTimeString")))
                .isBetween(Instant.now().plusSeconds(3540), Instant.now().plusSeconds(3600));

        // Step 2: call any endpoint with the token, Bearer only.
        assertThat(status("Authorization", "Bearer " + value)).isEqualTo(200);
        HttpResponse<String> misplaced = Http.get(WHOAMI, "x-api-key", value);
        Api.assertProblem(misplaced, 401, "token_misplaced");
        assertThat(Http.json(misplaced).getString("detail")).contains("Authorization: Bearer");
        Api.assertProblem(Http.get(WHOAMI, "Authorization", value), 401, "token_misplaced");

        // Tokens cannot create or manage other tokens: that takes the key.
        String id = token.getString("id");
        for (HttpResponse<String> refused : List.of(
                Http.send(
                        "POST",
                        TokensOf.TOKENS,
                        body,
                        "Authorization",
                        "Bearer " + value,
                        "Content-Type",
                        "application/json"),
                Http.get(TokensOf.TOKENS, "Authorization", "Bearer " + value),
                Http.send("DELETE", TokensOf.TOKENS + "/" + id, "", "Authorization", "Bearer " + value))) {
            Api.assertProblem(refused, 403, "key_required");
        }

        // It is returned only once: the list does not have it.
        TokensOf tokens = TokensOf.key(key);
        assertThat(tokens.list()).singleElement().satisfies(listed -> {
            assertThat(listed.getString("id")).isEqualTo(id);
            assertThat(listed.toString()).doesNotContain(value);
        });

        // The request cap counts each of the calls that was let in, refused by what they asked for or not.
        assertThat(tokens.inspected(value).getString("remaining")).isEqualTo("2");
        assertThat(status("Authorization", "Bearer " + value)).isEqualTo(200);
        assertThat(status("Authorization", "Bearer " + value)).isEqualTo(200);
        Api.assertProblem(Http.get(WHOAMI, "Authorization", "Bearer " + value), 401, "token_exhausted");

        // Create, list, and revoke.
        String another = tokens.token();
        assertThat(status("Authorization", "Bearer " + another)).isEqualTo(200);
        assertThat(tokens.revoke(Tokens.id(another)).statusCode()).isEqualTo(200);
        assertThat(status("Authorization", "Bearer " + another)).isEqualTo(401);

        // Plans: keys on all of them, tokens on Startup, Growth and Enterprise only.
        Office free = new Office();
        ApiKey freeKey = free.key(free.clerk, "Free");
        assertThat(status("x-api-key", freeKey.reveal())).isEqualTo(200);
        Api.assertProblem(TokensOf.key(freeKey).create(body), 403, "plan_without_tokens");
    }

    @Test
    void document003TableAddEditDelete() {
        // Add: unique name, expiry of one year, notes, permissions grid in which Change selects View.
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill(name);
        pages.field("Notes").fill("Contact: Ines");
        page.getByLabel("Everything I may do").uncheck();
        page.getByLabel("Products: Change").check();
        assertThat(page.getByLabel("Products: View")).isChecked();
        page.getByLabel("Customers: View").check();
        assertThat(page.getByLabel("Customers: Change")).not().isChecked();
        pages.field("Name").press("Enter");
        ApiKey key = pages.shownKey();
        pages.closeShownKey();
        // Each row shows name, roles, expiry, notes.
        for (String shown : new String[] {name, "Products: change", "Customers: view", "Contact: Ines"}) {
            assertThat(pages.row(name)).containsText(shown);
        }
        assertThat(status("x-api-key", key.reveal())).isEqualTo(200);

        // The pencil: roles and notes can be changed, name and expiry cannot.
        pages.row(name)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Edit " + name))
                .click();
        assertThat(pages.heading("Settings")).isVisible();
        assertThat(pages.field("Name")).hasCount(0);
        assertThat(page.getByLabel("Expires on")).hasCount(0);
        page.getByLabel("Products: Change").uncheck();
        pages.field("Notes").fill("Contact: Rui");
        pages.button("Save").click();
        assertThat(page.getByText("The key is saved.").first()).isVisible();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API keys"))
                .click();
        assertThat(pages.row(name)).containsText("Contact: Rui");
        assertThat(pages.row(name)).containsText("Products: view");

        // The trash icon, a question, and access ends.
        button("Delete").click();
        assertThat(pages.question()).containsText(name);
        pages.answer("Delete");
        assertThat(pages.row(name)).hasCount(0);
        assertThat(status("x-api-key", key.reveal())).isEqualTo(401);
    }

    @Test
    void document003WhoMayOnlyReadHasNoButtonsAndWhoMayNotGetsNothing() {
        // Whoever owns a key sees it in any case.
        Keys.change("DELETE FROM api_key WHERE owner_id = (SELECT id FROM user_account WHERE email = ?)", Demo.VIEWER);
        signIn(Demo.VIEWER);
        assertThat(pages.heading("API")).isVisible();
        assertThat(pages.createKey()).hasCount(0);
        Keys.change("DELETE FROM role_permission WHERE role_id = 2 AND resource = 'api-access'");
        try {
            assertThat(pages.open("/api/keys?company=1").heading("You may not see this"))
                    .isVisible();
            assertThat(page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("API").setExact(true)))
                    .hasCount(0);
        } finally {
            Keys.change("INSERT INTO role_permission VALUES (2, 'api-access', 'VIEW')");
        }
    }

    @Test
    void document004StatusLastUsedRevokeKeepsTheRecord() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create(name);
        pages.closeShownKey();
        assertThat(pages.row(name)).containsText("Active");
        assertThat(pages.row(name)).containsText("acts as Dana Demo");
        assertThat(status("x-api-key", key.reveal())).isEqualTo(200);
        assertThat(status("Authorization", "Bearer " + key.reveal())).isEqualTo(200);
        page.waitForCondition(() -> {
            page.reload();
            return pages.row(name).textContent().contains("just now");
        });

        button("Revoke").click();
        pages.answer("Revoke");
        assertThat(pages.row(name)).containsText("Revoked");
        assertThat(status("x-api-key", key.reveal())).isEqualTo(401);
    }

    private static int status(String header, String value) {
        return Http.get(WHOAMI, header, value).statusCode();
    }

    private Locator expiry() {
        return pages.dialog("Create key").getByLabel("Expires on").and(page.locator("input"));
    }

    private Locator button(String verb) {
        return pages.row(name).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb + " " + name));
    }

    private static Locator.GetByRoleOptions named(String label) {
        return new Locator.GetByRoleOptions().setName(label).setExact(true);
    }
}
