package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do with the plugins of their company, and what others see of them. */
@ArquillianTest
class PluginsPageIT extends BrowserTest {

    private static final Pattern PLUGIN = Pattern.compile("/account/api/plugin\\?company=[0-9]+&plugin=[0-9a-f-]{36}$");

    private OwnCompany company;

    @BeforeEach
    void foundCompany() {
        company = OwnCompany.found();
    }

    @Test
    void pluginIsRegisteredAndAnotherSharesItsAccountAndViewersSeeBoth() {
        open(company.administrator());
        assertThat(pages.heading("No plugins yet")).isVisible();
        screenshots("plugins-empty");
        register().click();
        assertThat(pages.field("Name")).isFocused();
        page.getByLabel("read: view what").uncheck();
        pages.field("Name").press("Enter");
        assertThat(page.getByText("Enter a name.").first()).isVisible();
        assertThat(page.getByText("Choose at least one.")).isVisible();
        assertThat(page.getByText("Choose a role of this company.")).isVisible();
        assertThat(pages.field("Name")).isFocused();
        screenshots("plugin-mistakes");

        page.getByLabel("read: view what").check();
        pages.field("Name").fill("Dana's stock sync");
        page.getByLabel("Role").selectOption("Vic Viewer");
        assertThat(pages.button("Register plugin")).isEnabled();
        pages.field("Name").press("Enter");
        assertThat(page).hasURL(PLUGIN);
        assertThat(pages.heading("Dana's stock sync")).isVisible();
        assertThat(page.getByLabel("Command", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("bin/latchkey-plugin 'Dana'\\''s stock sync' -- COMMAND…");
        screenshots("plugin");
        assertThat(Keys.number("""
                        SELECT COUNT(*) FROM client c JOIN plugin p ON p.client_id = c.id JOIN user_account u ON u.id = c.owner_id
                        WHERE c.company_id = ? AND c.name = u.name AND u.service_of = c.company_id AND c.scopes = 'read'
                        """, company.id)).isOne();

        page.goBack();
        assertThat(pages.row("Dana's stock sync")).containsText("Never");
        assertThat(pages.dialog("Register plugin")).isHidden();
        register().click();
        pages.field("Name").fill("Dana's stock sync");
        pages.dialog("Register plugin")
                .getByLabel("Acts as")
                .selectOption(new SelectOption().setLabel("Dana's stock sync (Vic Viewer)"));
        assertThat(page.getByLabel("Role")).isHidden();
        pages.field("Name").press("Enter");
        assertThat(page.getByText("Another application or plugin has this name."))
                .isVisible();
        pages.field("Name").fill("orders");
        page.getByText("More precise").click();
        page.getByLabel("Products: Change").check();
        assertThat(pages.button("Register plugin")).isEnabled();
        pages.field("Name").press("Enter");
        assertThat(pages.heading("orders")).isVisible();
        assertThat(page.getByLabel("Command", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("bin/latchkey-plugin orders -- COMMAND…");
        assertThat(page.getByText("Dana's stock sync")).isVisible();

        context.clearCookies();
        open(company.viewer());
        assertThat(pages.row("Dana's stock sync")).hasCount(2);
        assertThat(register()).hasCount(0);
        detail("orders");
        for (String action : new String[] {"Rotate secret", "Disable", "Delete"}) {
            assertThat(pages.button(action)).hasCount(0);
        }
        String id = page.url().substring(page.url().indexOf("&plugin="));
        for (String other : new String[] {"", "&plugin=nonsense", "&plugin=" + UUID.randomUUID()}) {
            assertThat(pages.open("/api/plugin?company=" + company.id + other).heading("There is no such page"))
                    .isVisible();
        }
        pages.open("/api/client?company=" + company.id + id.replace("plugin", "client"));
        assertThat(pages.heading("There is no such page")).isVisible();
    }

    @Test
    void pluginIsRotatedDisabledEnabledAndDeleted() {
        open(company.administrator());
        register().click();
        pages.field("Name").fill("Stock sync");
        page.getByLabel("Role").selectOption("Vic Viewer");
        assertThat(pages.button("Register plugin")).isEnabled();
        pages.field("Name").press("Enter");
        assertThat(pages.heading("Stock sync")).isVisible();
        pages.button("Rotate secret").first().click();
        Locator dialog = pages.dialog("Rotate the secret of ‘Stock sync’?");
        assertThat(dialog.getByLabel("works for 24 more hours")).isChecked();
        screenshot("plugin-rotate");
        dialog.getByRole(AriaRole.BUTTON, named("Rotate secret")).click();
        assertThat(page.getByText("‘Stock sync’ gets its new secret when it is started next."))
                .isVisible();
        assertThat(dialog).isHidden();
        assertThat(pages.heading("The old secret is still accepted")).isVisible();
        pages.open("/api/plugins?company=" + company.id);
        assertThat(pages.row("Stock sync")).containsText("Rotating");
        assertThat(pages.row("Stock sync")).containsText("Old secret works until");
        screenshots("plugins-rotating");
        detail("Stock sync");
        pages.button("End it now").click();
        assertThat(pages.heading("The old secret is still accepted")).isHidden();

        pages.button("Disable").first().click();
        assertThat(pages.question().filter(new Locator.FilterOptions().setHasText("Disable ‘Stock sync’?")))
                .isVisible();
        answer("Disable");
        assertThat(page.getByText("It is disabled: it gets no tokens")).isVisible();
        screenshot("plugin-disabled");
        page.reload();
        pages.button("Enable").click();
        assertThat(page.getByText("It is disabled: it gets no tokens")).isHidden();

        page.getByLabel("Language").selectOption("de");
        assertThat(pages.heading("So wird es gestartet")).isVisible();
        screenshot("plugin-german");
        pages.button("Löschen").first().click();
        answer("Löschen");
        assertThat(pages.heading("Noch keine Plugins")).isVisible();
        assertThat(Keys.number("SELECT COUNT(*) FROM client WHERE company_id = ?", company.id))
                .isZero();
    }

    private void open(String email) {
        pages.signIn(email, OwnCompany.PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Plugins"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/api/plugins\\?company=" + company.id));
    }

    private Locator register() {
        return page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName("Register plugin").setExact(true));
    }

    private void detail(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
        assertThat(pages.heading(name)).isVisible();
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
