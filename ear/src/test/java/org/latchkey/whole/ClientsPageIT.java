package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What developers do with their applications. */
@ArquillianTest
class ClientsPageIT extends BrowserTest {

    private static final String REDIRECT = "https://acme.example/back";

    private OwnCompany company;

    @BeforeEach
    void foundCompany() {
        company = OwnCompany.found();
    }

    @Test
    void newcomerRegistersAndThenNameAndRedirectAddressAreEnough() {
        open(company.administrator());
        assertThat(pages.heading("No applications yet")).isVisible();
        screenshots("clients-empty");
        register().click();
        Locator dialog = pages.dialog("Register application");
        assertThat(dialog.getByLabel("Contact email")).hasValue(company.administrator());
        screenshots("developer");
        dialog.getByLabel("Contact email").fill("nobody");
        dialog.getByRole(AriaRole.BUTTON, named("Continue")).click();
        assertThat(page.getByText("Enter an email address such as")).isVisible();
        assertThat(page.getByText("Accept this to go on.")).isVisible();
        dialog.getByLabel("Developer name").fill("Acme Apps");
        dialog.getByLabel("Contact email").fill("apps@acme.example");
        dialog.getByLabel("I use what users allow").check();
        dialog.getByRole(AriaRole.BUTTON, named("Continue")).click();

        assertThat(pages.field("Name")).isFocused();
        page.keyboard().type("Planner");
        pages.field("Redirect addresses").fill(REDIRECT);
        screenshots("client-new");
        pages.field("Name").press("Enter");
        Locator shown = pages.dialog("Put this into your application");
        assertThat(shown).isVisible();
        String secret = page.getByLabel("Client secret").inputValue();
        String id = page.getByLabel("Client id").inputValue();
        assertThat(secret).hasSizeGreaterThan(30);
        assertThat(page.getByLabel("Try it: open this address").inputValue())
                .contains("client_id=" + id)
                .contains("redirect_uri=https%3A%2F%2Facme.example%2Fback")
                .contains("scope=read");
        page.keyboard().press("Escape");
        assertThat(shown).isVisible();
        screenshots("client-once");
        pages.button("I have stored it").click();
        assertThat(shown).isHidden();

        assertThat(page.content()).doesNotContain(secret);
        assertThat(pages.row("Planner")).containsText(id);
        assertThat(pages.row("Planner")).containsText("Confidential");
        assertThat(pages.row("Planner")).containsText("Acme Apps");
        assertThat(pages.row("Planner")).containsText("Active");
        assertThat(page.getByText("You register applications as Acme Apps (apps@acme.example)."))
                .isVisible();
        screenshots("clients");
        page.reload();
        assertThat(page.content()).doesNotContain(secret);

        pages.button("Change").click();
        page.getByLabel("Developer name").last().fill("Acme Ltd");
        pages.button("Save").click();
        assertThat(pages.row("Planner")).containsText("Acme Ltd");
        pages.open("/activity?company=" + company.id);
        assertThat(pages.row("Application ‘Planner’ registered")).containsText("1 hour");
        screenshots("activity-clients");
    }

    @Test
    void applicationThatActsByItselfGetsACommand() {
        company.application("Other", REDIRECT);
        open(company.administrator());
        register().click();
        pages.field("Name").fill("Nightly");
        page.getByText("More settings").click();
        page.getByLabel("A user allows it").uncheck();
        page.getByLabel("It stays connected").uncheck();
        page.getByLabel("By itself, acting as you").check();
        screenshots("client-new-more");
        pages.field("Name").press("Enter");

        assertThat(page.getByLabel("Try it", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(Pattern.compile(
                        "curl -u '[0-9a-f-]{36}:.+' -d grant_type=client_credentials http.*/auth/oauth/token"));
        assertThat(page.getByLabel("Try it: open this address")).hasCount(0);
    }

    @Test
    void publicApplicationHasNoSecret() {
        company.application("Other", REDIRECT);
        open(company.administrator());
        register().click();
        pages.field("Name").fill("Page");
        pages.field("Redirect addresses").fill("http://127.0.0.1:1/back\n" + REDIRECT);
        page.getByText("More settings").click();
        page.getByLabel("By itself, acting as you").check();
        page.getByLabel("An app or a page").check();
        assertThat(page.getByLabel("By itself, acting as you")).isHidden();
        assertThat(page.getByLabel("Public keys")).isHidden();
        pages.field("Name").press("Enter");
        assertThat(pages.dialog("Put this into your application")).isVisible();
        assertThat(page.getByLabel("Client secret")).hasCount(0);
        pages.button("I have stored it").click();

        detail("Page");
        assertThat(pages.button("Regenerate secret")).hasCount(0);
        assertThat(page.getByLabel("Public keys")).isHidden();
        screenshots("client-public");
    }

    @Test
    void everyMistakeIsExplainedBesideItsField() {
        company.application("Taken", REDIRECT);
        open(company.administrator());
        register().click();
        pages.field("Name").press("Enter");
        assertThat(page.getByText("Enter a name.")).isVisible();
        assertThat(page.getByText("Enter where users come back to")).isVisible();
        screenshots("client-mistakes");
        mistake("Redirect addresses", "http://acme.example", "Begin each address with https://");
        mistake("Redirect addresses", "https://*.acme.example", "a * stands for nothing here");
        mistake("Redirect addresses", "https://Acme.example", "with a lower-case host");
        mistake("Redirect addresses", REDIRECT + "#a", "it never reaches a server");
        pages.field("Redirect addresses").fill(REDIRECT);
        page.getByText("More settings").click();
        mistake("Homepage", "http://acme.example", "Enter an address that begins with https://.");
        pages.field("Homepage").fill("");
        mistake("Public keys", "{}", "This is not a set of public keys.");
        mistake(
                "Public keys",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
                        + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"}]}",
                "There is a private key in this.");
        pages.field("Public keys").fill("");
        page.getByLabel("read: view what").uncheck();
        page.getByLabel("A user allows it").uncheck();
        submit();
        assertThat(page.getByText("Choose at least one.")).isVisible();
        assertThat(page.getByText("Choose how it gets its first token.")).isVisible();
        page.getByLabel("By itself, acting as you").check();
        submit();
        assertThat(page.getByText("It can stay connected only where")).isVisible();
        page.getByLabel("read: view what").check();
        page.getByLabel("A user allows it").check();
        mistake("Name", "Taken", "Another application has this name.");
        assertThat(page.getByText("Enter where users come back to")).hasCount(0);
    }

    @Test
    void applicationIsEdited() {
        UUID id = company.application("Planner", REDIRECT);
        open(company.administrator());
        detail("Planner");
        screenshots("client");
        pages.field("Name").fill("Planner 2");
        page.getByText("More precise").click();
        page.getByLabel("Customers: Change").check();
        assertThat(page.getByLabel("Customers: View")).isChecked();
        assertThat(page.getByLabel("API access: Change")).isDisabled();
        page.getByText("More settings").click();
        page.getByLabel("Access tokens work for").selectOption("5 minutes");
        page.getByLabel("Bind tokens to a key").check();
        screenshots("client-edit");
        pages.button("Save").click();
        assertThat(page.getByText("The application is saved.")).isVisible();
        assertThat(pages.heading("Planner 2")).isVisible();
        assertThat(Keys.number(
                        "SELECT COUNT(*) FROM client WHERE id = ? AND scopes = 'customers:change customers:view read write'"
                                + " AND access_seconds = 300 AND dpop_required",
                        id.toString()))
                .isOne();
    }

    @Test
    void whoeverIsSecondIsToldKindlyAndLosesNothingTyped() {
        company.application("Planner", REDIRECT);
        open(company.administrator());
        detail("Planner");
        Page other = context.newPage();
        other.navigate(page.url());
        other.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("Theirs");
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(other.getByText("The application is saved.")).isVisible();

        pages.field("Name").fill("Mine");
        pages.button("Save").click();
        assertThat(page.getByText("Somebody has changed this application")).isVisible();
        assertThat(pages.field("Name")).hasValue("Mine");
        assertThat(pages.heading("Theirs")).isVisible();
    }

    @Test
    void regeneratedSecretOverlapsAndIsEndedByHand() {
        UUID id = company.application("Planner", REDIRECT);
        open(company.administrator());
        detail("Planner");
        pages.button("Regenerate secret").click();
        page.getByLabel("works for 24 more hours").check();
        screenshot("client-regenerate");
        pages.dialog("Regenerate")
                .getByRole(AriaRole.BUTTON, named("Regenerate"))
                .click();
        assertThat(page.getByLabel("Client secret")).isVisible();
        String secret = page.getByLabel("Client secret").inputValue();
        pages.button("I have stored it").click();
        assertThat(page.getByText("…" + secret.substring(secret.length() - 4))).isVisible();
        assertThat(pages.heading("The old secret is still accepted")).isVisible();
        screenshots("client-rotation");

        pages.button("End it now").click();
        assertThat(pages.heading("The old secret is still accepted")).isHidden();
        assertThat(Keys.number("SELECT COUNT(*) FROM client WHERE id = ? AND previous_digest IS NULL", id.toString()))
                .isOne();
    }

    @Test
    void applicationIsDisabledEnabledAndDeletedAfterQuestions() {
        UUID id = company.application("Planner", REDIRECT);
        open(company.administrator());
        detail("Planner");
        pages.button("Disable").first().click();
        assertThat(pages.question().filter(new Locator.FilterOptions().setHasText("Disable ‘Planner’?")))
                .isVisible();
        answer("Disable");
        assertThat(page.getByText("It is disabled: all its tokens are refused."))
                .isVisible();
        screenshots("client-disabled");
        pages.button("Enable").click();
        assertThat(page.getByText("It is disabled: all its tokens are refused."))
                .isHidden();

        pages.button("Delete").first().click();
        screenshot("client-delete");
        answer("Delete");
        assertThat(pages.heading("No applications yet")).isVisible();
        assertThat(Keys.number("SELECT COUNT(*) FROM client WHERE id = ?", id.toString()))
                .isZero();
    }

    @Test
    void viewerSeesAndChangesNothing() {
        UUID id = company.application("Planner", REDIRECT);
        open(company.viewer());
        assertThat(pages.row("Planner")).isVisible();
        assertThat(register()).hasCount(0);
        detail("Planner");
        assertThat(page.getByText(REDIRECT)).isVisible();
        for (String action : new String[] {"Save", "Disable", "Delete", "Regenerate secret"}) {
            assertThat(pages.button(action)).hasCount(0);
        }
        screenshots("client-viewer");
        for (String other : new String[] {"", "&client=nonsense", "&client=" + UUID.randomUUID()}) {
            assertThat(pages.open("/api/client?company=" + company.id + other).heading("There is no such page"))
                    .isVisible();
        }
        pages.open("/api/client?company=1&client=" + id);
        assertThat(pages.heading("There is no such page")).isVisible();
    }

    private void open(String email) {
        pages.signIn(email, OwnCompany.PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("OAuth clients"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/api/clients\\?company=" + company.id));
    }

    private Locator register() {
        return page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName("Register application").setExact(true));
    }

    private void detail(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(pages.heading(name)).isVisible();
    }

    private void mistake(String field, String typed, String told) {
        pages.field(field).fill(typed);
        submit();
        assertThat(page.getByText(told)).isVisible();
        assertThat(pages.field(field)).hasValue(typed);
        assertThat(pages.field(field)).hasAttribute("aria-invalid", "true");
    }

    private void submit() {
        Locator submit = page.locator("#create button[type=submit]");
        page.waitForResponse("**/api/clients*", submit::click);
        assertThat(submit).isEnabled();
    }

    private void answer(String verb) {
        page.locator(".lk-question:visible")
                .getByRole(AriaRole.BUTTON, named(verb))
                .click();
        assertThat(page.locator(".lk-question:visible")).hasCount(0);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
