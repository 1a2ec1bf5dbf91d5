package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a company demands of its keys, and which of them need a look, in a real browser. */
@ArquillianTest
class PolicyPagesIT extends BrowserTest {

    private OwnCompany company;

    @BeforeEach
    void foundCompany() {
        company = OwnCompany.found();
    }

    @Test
    void reviewedPolicyIsSavedAndBindsTheNextKey() {
        company.key("Forever", "expires_at = NULL");
        company.key("Within");
        signIn(company.administrator());
        policyLink().click();
        assertThat(pages.heading("Policy")).isVisible();

        checkbox("Keys must expire").check();
        pages.button("Review change").click();
        assertThat(pages.heading("What this affects")).isFocused();
        assertThat(page.getByText("1 key never expires.")).isVisible();
        assertThat(pages.row("Forever")).containsText("Ada Administrator");
        assertThat(pages.row("Forever")).containsText("Never expires");
        assertThat(pages.row("Within")).hasCount(0);
        assertThat(demandsExpiry()).as("reviewing sets nothing").isZero();

        pages.button("Save policy").click();
        assertThat(page.getByText("The policy is saved.")).isVisible();
        assertThat(pages.heading("What this affects")).isHidden();
        assertThat(demandsExpiry()).isEqualTo(1);
        page.reload();
        assertThat(checkbox("Keys must expire")).isChecked();

        pages.open("/api/keys?company=" + company.id + "&new");
        Locator dialog = pages.dialog("Create key");
        assertThat(dialog).containsText("This company wants every key to expire.");
        pages.field("Name").fill("Without an end");
        Locator expiry = dialog.getByLabel("Expires on").and(page.locator("input"));
        expiry.fill("");
        pages.field("Name").press("Enter");
        assertThat(expiry).hasAttribute("aria-invalid", "true");
        assertThat(Keys.number("SELECT COUNT(*) FROM api_key WHERE company_id = ?", company.id))
                .isEqualTo(2);
    }

    @Test
    void whatAffectsNoKeySaysSo() {
        company.key("Within");
        openPolicy();
        number("Longest lifetime").fill("365");
        number("Longest lifetime").press("Enter");

        assertThat(page.getByText("No existing key is affected.")).isVisible();
    }

    @Test
    void fieldsThatChangedSinceTheReviewAreReviewedAgain() {
        company.key("Anywhere", "addresses = ''");
        openPolicy();
        number("Most keys a user").fill("5");
        pages.button("Review change").click();
        assertThat(page.getByText("No existing key is affected.")).isVisible();
        checkbox("Keys need an address list").check();
        pages.button("Save policy").click();

        assertThat(page.getByText("The fields have changed since the review.")).isVisible();
        assertThat(page.getByText("1 key has no address list.")).isVisible();
        assertThat(Keys.number("SELECT key_addresses_required FROM company WHERE id = ?", company.id))
                .isZero();
        pages.button("Save policy").click();
        assertThat(page.getByText("The policy is saved.")).isVisible();
        assertThat(Keys.number(
                        "SELECT key_addresses_required AND key_most_per_owner = 5 FROM company WHERE id = ?",
                        company.id))
                .isEqualTo(1);
    }

    @Test
    void policyThatSomebodyElseHasChangedIsNotOverwritten() {
        openPolicy();
        number("Most keys a user").fill("5");
        pages.button("Review change").click();
        assertThat(page.getByText("No existing key is affected.")).isVisible();
        Keys.change("UPDATE company SET key_longest_days = 30 WHERE id = ?", company.id);
        pages.button("Save policy").click();

        assertThat(page.getByText("Somebody has changed the policy since you opened this page."))
                .isVisible();
        assertThat(Keys.number(
                        "SELECT key_longest_days = 30 AND key_most_per_owner IS NULL FROM company WHERE id = ?",
                        company.id))
                .isEqualTo(1);
    }

    @Test
    void mistakesStandBesideTheirFieldsAndNothingTypedIsLost() {
        openPolicy();
        number("Longest lifetime").fill("a year");
        number("Revoke unused keys after").fill("90");
        number("Rate limit").fill("");
        pages.button("Review change").click();

        assertThat(page.getByText("Use a whole number from 1 to 3653, or none."))
                .isVisible();
        assertThat(page.getByText("Enter a number from 1 to 1000000.")).isVisible();
        assertThat(number("Longest lifetime")).isFocused();
        assertThat(number("Longest lifetime")).hasAttribute("aria-invalid", "true");
        assertThat(number("Longest lifetime")).hasValue("a year");

        number("Longest lifetime").fill("90");
        number("Rate limit").fill("600");
        number("Revoke unused keys after").fill("13");
        pages.button("Review change").click();
        assertThat(page.getByText("Use a whole number from 14 to 3653, or none."))
                .isVisible();
        assertThat(page.getByText("Use a whole number from 1 to 3653, or none."))
                .isHidden();
        assertThat(number("Revoke unused keys after")).hasValue("13");
        assertThat(number("Longest lifetime")).hasValue("90");
    }

    @Test
    void policyIsForAdministratorsAndTheOverviewForWhoeverMayView() {
        company.key("Forever", "expires_at = NULL");
        Keys.change(
                "DELETE p FROM role_permission p JOIN role r ON r.id = p.role_id WHERE r.company_id = ?"
                        + " AND r.name = 'Vic Viewer' AND p.resource = 'company'",
                company.id);
        signIn(company.viewer());

        assertThat(policyLink()).hasCount(0);
        assertThat(page.navigate(TestServer.URL + "/account/policy?company=" + company.id)
                        .status())
                .isEqualTo(403);
        assertThat(page.getByText("Company settings: change")).isVisible();
        link("Overview").click();
        assertThat(pages.row("Forever")).isVisible();
        assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
        assertThat(pages.row("Forever").getByRole(AriaRole.BUTTON)).hasCount(0);

        Keys.change(
                "DELETE p FROM role_permission p JOIN role r ON r.id = p.role_id WHERE r.company_id = ?"
                        + " AND r.name = 'Vic Viewer'",
                company.id);
        assertThat(page.navigate(TestServer.URL + "/account/overview?company=" + company.id)
                        .status())
                .isEqualTo(403);
        assertThat(link("Overview")).hasCount(0);
    }

    @Test
    void planDecidesWhetherKeysCreateTokens() {
        company.key("Nightly");
        signIn(company.administrator());
        link("Nightly").click();
        assertThat(page.getByText("The company has the plan Free, on which keys create no tokens."))
                .isVisible();
        assertThat(page.getByLabel("Create one for an hour")).hasCount(0);
        link("Change the plan").click();
        number("Longest lifetime").fill("90");
        page.getByLabel("Plan").selectOption("Growth");
        pages.button("Save plan").click();
        assertThat(page.getByText("The company has the plan Growth now.")).isVisible();
        assertThat(number("Longest lifetime")).hasValue("90");
        assertThat(Keys.number("SELECT plan = 'GROWTH' FROM company WHERE id = ?", company.id))
                .isEqualTo(1);

        page.goBack();
        assertThat(page.getByLabel("Create one for an hour"))
                .hasValue(java.util.regex.Pattern.compile(
                        "curl -H \"x-api-key: \\$LATCHKEY_KEY\" .*" + TestServer.URL + "/api/2/auth/tokens"));
        screenshot("tokens-empty");
    }

    @Test
    void overviewAnswersWhatToCleanUpAndARowIsRevoked() {
        company.key("Fine");
        company.key("Forever", "expires_at = NULL");
        company.key("Dusty", "last_used_at = UTC_TIMESTAMP() - INTERVAL 120 DAY");
        openOverview();
        assertThat(page.getByText("2 of 3 keys need a look.")).isVisible();
        assertThat(pages.row("Fine")).hasCount(0);
        assertThat(pages.row("Dusty").getByRole(AriaRole.LINK).first())
                .hasAttribute("href", java.util.regex.Pattern.compile("/account/api/key\\?company=.*&key=.*"));

        pages.ask("Revoke", "Dusty");
        assertThat(pages.question()).containsText("Revoke ‘Dusty’?");
        pages.answer("Cancel");
        assertThat(pages.row("Dusty")).hasCount(1);
        pages.ask("Revoke", "Dusty");
        pages.answer("Revoke");
        assertThat(page.getByText("1 key is revoked.")).isVisible();
        assertThat(pages.row("Dusty")).hasCount(0);
        assertThat(page.getByText("1 of 2 keys needs a look.")).isVisible();

        pages.ask("Revoke", "Forever");
        pages.answer("Revoke");
        assertThat(pages.heading("Nothing to clean up")).isVisible();
    }

    @Test
    void selectedRowsAreRevokedAfterOneQuestionThatNamesThem() {
        for (int i = 1; i <= 12; i++) {
            company.key(
                    "Forever " + i, "expires_at = NULL", "created_at = created_at - INTERVAL " + (100 - i) + " DAY");
        }
        company.key("Dusty", "last_used_at = UTC_TIMESTAMP() - INTERVAL 120 DAY");
        openOverview();
        Locator section = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Never expire 12"));
        Locator revoke = section.getByText("Revoke selected");
        assertThat(revoke).isHidden();

        section.getByLabel("Select Forever 1", new Locator.GetByLabelOptions().setExact(true))
                .check();
        section.getByLabel("Select Forever 3").focus();
        page.keyboard().press("Space");
        assertThat(revoke).containsText("2");
        revoke.click();
        assertThat(pages.question()).containsText("Revoke ‘Forever 1’ and ‘Forever 3’?");
        pages.answer("Cancel");

        section.getByLabel("Select all").check();
        assertThat(revoke).containsText("10");
        revoke.click();
        assertThat(pages.question()).containsText("Revoke ‘Forever 1’, ‘Forever 2’, ‘Forever 3’ and 7 more?");
        screenshot("overview-question");
        pages.answer("Revoke");

        assertThat(page.getByText("10 keys are revoked.")).isVisible();
        assertThat(pages.row("Forever")).hasCount(2);
        assertThat(pages.row("Dusty")).hasCount(1);
        assertThat(Keys.number(
                        "SELECT COUNT(*) FROM api_key WHERE company_id = ? AND revoked_at IS NOT NULL", company.id))
                .isEqualTo(10);
    }

    @Test
    void longSectionsHavePagesOfTheirOwn() {
        for (int i = 0; i < 52; i++) {
            company.key("Forever " + i, "expires_at = NULL");
        }
        openOverview();
        assertThat(pages.row("Forever")).hasCount(10);
        link("Show all 52").click();
        assertThat(pages.row("Forever")).hasCount(50);
        assertThat(page.getByText("1–50 of 52")).isVisible();
        link("Next").click();
        assertThat(pages.row("Forever")).hasCount(2);
        assertThat(page.url()).endsWith("&finding=never-expires&page=2");

        page.getByLabel("Select all").check();
        page.getByText("Revoke selected").click();
        pages.answer("Revoke");
        assertThat(pages.row("Forever")).hasCount(50);
        link("All findings").click();
        assertThat(page.getByText("50 of 50 keys need a look.")).isVisible();
    }

    @Test
    void pagesSpeakGerman() {
        company.key("Ewig", "expires_at = NULL");
        openOverview();
        page.getByLabel("Language").selectOption("de");
        assertThat(page.getByText("1 von 1 Schlüssel sollte angesehen werden.")).isVisible();
        link("Richtlinie").click();
        page.getByLabel("Schlüssel müssen ablaufen").check();
        pages.button("Änderung prüfen").click();
        assertThat(page.getByText("1 Schlüssel läuft nie ab.")).isVisible();
    }

    @Test
    void nothingIsWiderThanThePageFromPhoneToWideScreen() {
        company.key("ERP nightly sync of stock and prices", "expires_at = NULL, addresses = ''");
        company.key("Warehouse scanner", "expires_at = UTC_TIMESTAMP() + INTERVAL 5 DAY");
        company.key("Reporting 2019", "last_used_at = UTC_TIMESTAMP() - INTERVAL 400 DAY");
        company.key("Reporting 2020", "last_used_at = UTC_TIMESTAMP() - INTERVAL 200 DAY");
        company.key(
                "A rather long name for a key, as people who describe things well like to give them",
                "last_used_at = NULL, created_at = UTC_TIMESTAMP() - INTERVAL 60 DAY");
        company.key("Shop", "created_at = UTC_TIMESTAMP() - INTERVAL 60 DAY, recent_use = '{}'");
        company.key(
                "Of somebody who left",
                "owner_id = (SELECT id FROM user_account WHERE email = '" + company.viewer() + "')");
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP() WHERE email = ?", company.viewer());
        Keys.change("UPDATE company SET key_addresses_required = TRUE WHERE id = ?", company.id);
        openOverview();
        assertThat(page.getByRole(AriaRole.REGION)).hasCount(7);
        page.getByLabel("Select Reporting 2019").check();
        screenshots("overview");

        openPolicyPage();
        number("Longest lifetime").fill("60");
        number("Most keys a user").fill("3");
        number("Revoke unused keys after").fill("30");
        number("Rate limit").fill("1200");
        pages.button("Review change").click();
        assertThat(pages.heading("What this affects")).isVisible();
        screenshots("policy");
    }

    @Override
    void screenshots(String name) {
        page.evaluate("scrollTo(0, 0)");
        for (int width : List.of(360, 768, 1280, 1920)) {
            page.setViewportSize(width, 900);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
                screenshot(name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as("%s at %d px", name, width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Override
    void signIn(String email) {
        pages.signIn(email, OwnCompany.PASSWORD);
    }

    private void openPolicy() {
        signIn(company.administrator());
        openPolicyPage();
    }

    private void openPolicyPage() {
        pages.open("/policy?company=" + company.id);
        assertThat(pages.heading("Policy")).isVisible();
    }

    private void openOverview() {
        signIn(company.administrator());
        link("Overview").click();
        assertThat(pages.heading("Overview")).isVisible();
    }

    private Locator policyLink() {
        return link("Policy");
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator checkbox(String label) {
        return page.getByRole(
                AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private Locator number(String label) {
        return pages.field(label);
    }

    private long demandsExpiry() {
        return Keys.number("SELECT key_expiry_required FROM company WHERE id = ?", company.id);
    }
}
