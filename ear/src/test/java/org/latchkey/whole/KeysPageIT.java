package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** What people do with keys on the list and on the page of one key. */
@ArquillianTest
class KeysPageIT extends BrowserTest {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    private final String name = "Key " + UUID.randomUUID();

    @Test
    void gridLimitsWhatAKeyMayDoAndCanBeEdited() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill(name);
        page.getByLabel("Everything I may do").uncheck();
        page.getByLabel("Products: Change").check();
        assertThat(page.getByLabel("Products: View")).isChecked();
        page.getByLabel("Products: View").click();
        assertThat(page.getByLabel("Products: View")).isChecked();
        screenshots("grid");
        pages.field("Name").press("Enter");
        ApiKey key = pages.shownKey();
        pages.closeShownKey();
        assertThat(pages.row(name)).containsText("Products: change");
        assertThat(permissions(key)).isEqualTo("[\"products:change\",\"products:view\"]");

        open("Edit");
        page.getByLabel("Products: Change").uncheck();
        pages.field("Notes").fill("Reads only");
        save();
        assertThat(permissions(key)).isEqualTo("[\"products:view\"]");
        page.getByLabel("Everything its owner may do").check();
        save();
        assertThat(permissions(key)).contains("company:change");
    }

    @Test
    void headOfAColumnStandsForAllOfIt() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        page.getByLabel("Everything I may do").uncheck();
        page.getByLabel("Change", new Page.GetByLabelOptions().setExact(true)).check();
        assertThat(page.getByLabel("Customers: Change")).isChecked();
        assertThat(page.getByLabel("Customers: View")).isChecked();
        assertThat(page.getByLabel("View", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
    }

    @Test
    void regeneratedKeyIsShownAndTheOldSecretIsRefused() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey old = make();
        row("Regenerate").click();
        assertThat(pages.dialog("Regenerate")).containsText(name);
        screenshot("regenerate");
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        ApiKey current = pages.shownKey();

        assertThat(current.id()).isEqualTo(old.id());
        assertThat(code(old)).isEqualTo("key_regenerated");
        assertThat(code(current)).isEmpty();
        pages.closeShownKey();
        assertThat(pages.row(name)).containsText(current.hint());
    }

    @Test
    void oldSecretCanLiveOnIsCountedAndIsEndedByHand() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey old = make();
        open("Edit");
        pages.button("Regenerate").click();
        page.getByLabel("works for 24 more hours").check();
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        ApiKey current = pages.shownKey();
        pages.closeShownKey();
        assertThat(pages.heading("The old secret still works")).isVisible();
        assertThat(code(old)).isEmpty();
        assertThat(code(current)).isEmpty();
        // Written down within ten seconds.
        page.waitForCondition(() -> {
            page.reload();
            return page.content().contains("Used once since it was replaced")
                    && page.content().contains("2 requests");
        });
        screenshots("key");

        pages.button("End it now").click();
        assertThat(pages.heading("The old secret still works")).isHidden();
        assertThat(code(old)).isEqualTo("key_regenerated");
        assertThat(code(current)).isEmpty();
    }

    @Test
    void oldSecretEndsWithTheFirstUseOfTheNewOneWhereThatIsTicked() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey old = make();
        row("Regenerate").click();
        page.getByLabel("works for 1 more hour").check();
        page.getByLabel("End it as soon as the new one is used").check();
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        ApiKey current = pages.shownKey();

        assertThat(code(old)).isEmpty();
        assertThat(code(current)).isEmpty();
        assertThat(code(old)).isEqualTo("key_regenerated");
    }

    @Test
    void pressingTwiceKeepsTheSecretThatWasShownFirst() {
        signIn(Demo.ADMINISTRATOR);
        make();
        Page other = context.newPage();
        other.navigate(page.url());
        row("Regenerate").click();
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        ApiKey shown = pages.shownKey();

        Pages second = new Pages(other, TestServer.URL);
        second.row(name)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Regenerate " + name))
                .click();
        second.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        assertThat(other.getByText("Somebody has changed this key")).isVisible();
        assertThat(code(shown)).isEmpty();
    }

    @Test
    void selectedKeysAreRevokedAndDeletedTogetherAfterOneQuestionThatNamesThem() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey first = make();
        ApiKey second = pages.create(name + " two");
        pages.closeShownKey();
        pages.open("/api/keys?company=1&search=" + name.substring(4));
        page.getByLabel("Select " + name, new Page.GetByLabelOptions().setExact(true))
                .check();
        page.getByLabel("Select " + name + " two").check();
        assertThat(page.getByText("2 selected")).isVisible();
        screenshots("selection");
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Selected keys"))
                .getByRole(AriaRole.BUTTON, named("Revoke"))
                .click();
        assertThat(pages.question()).containsText("‘" + name + " two’ and ‘" + name + "’");
        pages.answer("Revoke");

        assertThat(page.getByText("2 keys are revoked.")).isVisible();
        assertThat(code(first) + code(second)).isEqualTo("key_revokedkey_revoked");
        page.getByLabel("Select all on this page").check();
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Selected keys"))
                .getByRole(AriaRole.BUTTON, named("Delete"))
                .click();
        pages.answer("Delete");
        assertThat(pages.heading("No key matches")).isVisible();
        assertThat(code(first)).isEqualTo("credential_unknown");
    }

    @Test
    void listIsSearchedAndSortedByItsAddress() {
        signIn(Demo.ADMINISTRATOR);
        make();
        pages.create("A " + name);
        pages.closeShownKey();
        page.getByLabel("Search").fill(name.substring(4));
        page.getByLabel("Search").press("Enter");
        assertThat(page.getByRole(AriaRole.ROW)).hasCount(3);
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Name").setExact(true))
                .click();
        assertThat(page.locator(".lk-name").first()).hasText("A " + name);
        assertThat(page.url()).contains("sort=name").contains("search=" + name.substring(4));
        page.goBack();
        assertThat(page.locator(".lk-name").first()).not().hasText(name);
        page.locator("#status").selectOption("revoked");
        assertThat(pages.heading("No key matches")).isVisible();
        assertThat(page.url()).contains("status=revoked");
        for (String odd :
                new String[] {"sort=nonsense", "status=%00", "page=99999999999", "search=%25%27%3Cb%3E", "desc"}) {
            assertThat(pages.open("/api/keys?company=1&" + odd).heading("API")).isVisible();
        }
    }

    @Test
    void keyIsHandedToAMemberAndToAServiceAccount() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = make();
        open("Edit");
        owner().selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("Vito Viewer (Viewer)"));
        pages.button("Hand over").click();
        assertThat(page.getByText("The key now acts as Vito Viewer.")).isVisible();
        assertThat(user(key)).isEqualTo("Vito Viewer");

        owner().selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("New service account …"));
        pages.button("Hand over").click();
        assertThat(page.getByText("Enter a name.")).isVisible();
        assertThat(page.getByText("Choose a role of this company.")).isVisible();
        pages.field("Service account").fill("Service " + name);
        page.getByLabel("Role").selectOption("Administrator");
        assertThat(pages.button("Hand over")).isEnabled();
        pages.button("Hand over").click();
        assertThat(page.getByText("The key now acts as Service " + name)).isVisible();
        assertThat(user(key)).isEqualTo("Service " + name);
        screenshot("handed-over");
    }

    @Test
    void onAPhoneARowIsSelectedAndOpened() {
        signIn(Demo.ADMINISTRATOR);
        make();
        page.setViewportSize(360, 800);
        pages.row(name).getByRole(AriaRole.CHECKBOX).check();
        assertThat(pages.row(name).getByRole(AriaRole.CHECKBOX)).isChecked();

        pages.row(name)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(pages.heading(name)).isVisible();
    }

    @Test
    void expiredKeyIsGreyWithAWarningThatScreenReadersRead() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey expired = Keys.expiring(Instant.now().minus(3, DAYS));
        pages.open("/api/keys?company=1&search=" + expired.id());
        Locator row = pages.row(expired.id().toString());

        assertThat(row).hasClass(java.util.regex.Pattern.compile("lk-row-EXPIRED"));
        assertThat(row.locator(".lk-status")).hasText("Expired: no longer accepted");
        assertThat(row.locator(".lk-icon-EXPIRED")).isVisible();
        screenshot("expired");
    }

    @Test
    void expiryIsAnnouncedOnThePage() {
        ApiKey soon = Keys.expiring(Instant.now().plus(2, DAYS));
        signIn(Demo.ADMINISTRATOR);
        pages.open("/api/keys?company=1");

        assertThat(page.locator(".lk-warning")).containsText("in the next 30 days");
        pages.open("/api/keys?company=1&search=" + soon.id());
        assertThat(pages.row(soon.id().toString())).containsText("Expiring");
    }

    @Test
    void revokedKeySaysWhoAndWhen() {
        signIn(Demo.ADMINISTRATOR);
        make();
        open("Edit");
        pages.button("Revoke").first().click();
        pages.answer("Revoke");

        assertThat(page.getByText("Revoked by Dana Demo")).isVisible();
        assertThat(pages.button("Regenerate").first()).isHidden();
    }

    @Test
    void mistakesInLimitsAreExplainedBesideThem() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill(name);
        page.getByText("More limits").click();
        pages.field("Allowed addresses").fill("localhost");
        pages.field("Requests a minute").fill("0");
        pages.field("Name").press("Enter");

        assertThat(page.getByText("Enter addresses such as")).isVisible();
        assertThat(page.getByText("Enter a number from 1 to 1000000.")).isVisible();
        assertThat(pages.field("Allowed addresses")).hasValue("localhost");
        assertThat(pages.dialog("Create key").locator("button[type=submit]")).isEnabled();
        pages.field("Requests a minute").fill("many");
        pages.field("Name").press("Enter");
        assertThat(page.getByText("Enter a number from 1 to 1000000.")).isVisible();
    }

    @Test
    void tokensAreShownAndRevoked() {
        ApiKey key = Keys.active();
        TokensOf tokens = TokensOf.key(key);
        tokens.created("{\"count\": 11}");
        String token = tokens.one(
                        "{\"name\": \"Nightly export\", \"requestLimit\": 10, \"permissions\": [\"products:view\"]}")
                .getString("token");
        assertThat(Http.bearer(WHOAMI, token).statusCode()).isEqualTo(200);
        Keys.change(
                "UPDATE access_token SET requests_taken = 4 WHERE key_id = ? AND name = 'Nightly export'",
                key.id().toString());
        signIn(Demo.ADMINISTRATOR);
        pages.open("/api/key?company=1&key=" + key.id());
        assertThat(pages.row("Nightly export")).containsText("Products: view");
        assertThat(pages.row("Nightly export")).containsText("in 59 minutes");
        assertThat(pages.row("Nightly export")).containsText("6 of 10");
        assertThat(pages.row("What its key may")).hasCount(9);
        assertThat(pages.row("5,000 of 5,000")).hasCount(9);
        screenshots("tokens");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next"))
                .click();
        assertThat(pages.row("What its key may")).hasCount(2);
        assertThat(page).hasURL(java.util.regex.Pattern.compile("&tokens=2#tokens$"));

        page.goBack();
        pages.field("Notes").fill("Not saved yet");
        pages.ask("Revoke", "Nightly export");
        pages.answer("Revoke");
        assertThat(page.getByText("Token ‘Nightly export’ is revoked.")).isVisible();
        assertThat(pages.row("Nightly export")).hasCount(0);
        assertThat(page.getByText("1–10 of 11")).isVisible();
        assertThat(pages.field("Notes")).hasValue("Not saved yet");
        assertThat(Http.get(WHOAMI, "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void viewerSeesAKeyAndNoButtons() {
        ApiKey key = Keys.active();
        TokensOf.key(key).one("{\"name\": \"Nightly export\", \"count\": 1}");
        signIn(Demo.VIEWER);
        pages.open("/api/key?company=1&key=" + key.id());

        assertThat(pages.heading("Key " + key.id())).isVisible();
        assertThat(pages.row("Nightly export")).isVisible();
        assertThat(pages.row("Nightly export").getByRole(AriaRole.BUTTON)).hasCount(0);
        assertThat(pages.button("Regenerate")).hasCount(0);
        assertThat(pages.button("Save")).hasCount(0);
        assertThat(pages.button("Delete")).hasCount(0);
    }

    @Test
    void keysThatAreNotThereAreNotFound() {
        signIn(Demo.ADMINISTRATOR);
        for (String key : new String[] {"", "&key=", "&key=nonsense", "&key=" + UUID.randomUUID()}) {
            assertThat(pages.open("/api/key?company=1" + key).heading("There is no such page"))
                    .isVisible();
        }
    }

    private ApiKey make() {
        ApiKey key = pages.create(name);
        pages.closeShownKey();
        return key;
    }

    private void open(String verb) {
        pages.row(name)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(verb + " " + name))
                .click();
        assertThat(pages.heading(name)).isVisible();
    }

    private void save() {
        pages.button("Save").click();
        assertThat(page.getByText("The key is saved.").first()).isVisible();
        assertThat(pages.button("Save")).isEnabled();
    }

    private Locator row(String verb) {
        return pages.row(name).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb + " " + name));
    }

    private Locator owner() {
        return page.getByLabel("Owner", new Page.GetByLabelOptions().setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    /** Empty where the key is accepted. */
    private static String code(ApiKey key) {
        var answer = Http.get(WHOAMI, "x-api-key", key.reveal());
        return answer.statusCode() == 200 ? "" : Http.json(answer).getString("code");
    }

    private static String user(ApiKey key) {
        return Http.json(Http.get(WHOAMI, "x-api-key", key.reveal()))
                .getJsonObject("user")
                .getString("name");
    }

    private static String permissions(ApiKey key) {
        return Http.json(Http.get(WHOAMI, "x-api-key", key.reveal()))
                .getJsonArray("companies")
                .getJsonObject(0)
                .getJsonArray("permissions")
                .toString();
    }
}
