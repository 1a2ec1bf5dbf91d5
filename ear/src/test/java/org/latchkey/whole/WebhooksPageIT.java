package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.Receiver.Message;

/** What administrators do with the webhooks of their company, and what others see of them. */
@ArquillianTest
class WebhooksPageIT extends BrowserTest {

    @Test
    void webhookIsAddedPingedRotatedDisabledAndDeletedAndViewersOnlyLook() {
        OwnCompany company = OwnCompany.found();
        try (Receiver receiver = new Receiver()) {
            pages.signIn(company.administrator(), OwnCompany.PASSWORD);
            link("Webhooks").click();
            assertThat(pages.heading("No webhooks yet")).isVisible();
            link("Add webhook").click();
            pages.field("Name").press("Enter");
            assertThat(page.getByText("Enter where messages go.")).isVisible();
            assertThat(page.getByText("Choose at least one.")).isVisible();
            screenshot("webhook-mistakes");
            assertThat(pages.button("Add webhook")).isEnabled();
            pages.field("Name").fill("ERP");
            pages.field("Address").fill(receiver.url());
            page.getByLabel("key.revoked").check();
            page.getByLabel("product.changed").check();
            pages.field("Name").press("Enter");
            assertThat(pages.dialog("Put this into your receiver")).isVisible();
            String secret = page.getByLabel("Signing secret").inputValue();
            screenshot("webhook-once");
            pages.button("I have stored it").click();
            assertThat(pages.row("ERP")).containsText("Active");
            assertThat(pages.row("ERP")).containsText("key.revoked");
            screenshot("webhooks");

            link("ERP").click();
            assertThat(page.getByText("Nothing was sent yet.")).isVisible();
            page.waitForLoadState();
            pages.button("Send ping").click();
            assertThat(pages.row("ping")).isVisible();
            Message ping = receiver.next();
            assertThat(ping.type()).isEqualTo("ping");
            assertThat(ping.isSignedBy(secret)).isTrue();
            awaitDelivered(company);
            assertThat(pages.button("Refresh")).isEnabled();
            pages.button("Refresh").click();
            assertThat(pages.row(ping.id())).containsText("Delivered");
            assertThat(pages.row(ping.id())).containsText(Pattern.compile("200 in [0-9]+ ms"));
            page.getByText("Message", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(pages.row(ping.id())).containsText("\"type\":\"ping\"");
            screenshot("webhook");
            pages.button("Send ping again").click();
            page.locator(".lk-question:visible")
                    .getByRole(AriaRole.BUTTON, named("Send again"))
                    .click();
            assertThat(receiver.next().id()).isEqualTo(ping.id());

            receiver.answer(500, "no");
            awaitDelivered(company);
            assertThat(pages.button("Send ping")).isEnabled();
            pages.button("Send ping").click();
            receiver.next();
            Await.until(() -> Keys.number("SELECT failures FROM webhook WHERE company_id = ?", company.id) == 1);
            page.reload();
            page.waitForLoadState();
            assertThat(page.getByText("The last attempt has failed")).isVisible();
            screenshots("webhook-failing");

            pages.button("Rotate secret").first().click();
            pages.dialog("Rotate the secret of ‘ERP’?")
                    .getByRole(AriaRole.BUTTON, named("Rotate secret"))
                    .click();
            assertThat(pages.dialog("Put this into your receiver")).isVisible();
            assertThat(page.getByLabel("Signing secret").inputValue())
                    .startsWith("whsec_")
                    .isNotEqualTo(secret);
            pages.button("I have stored it").click();
            assertThat(page.getByText("Messages are signed with both.")).isVisible();
            pages.field("Name").fill("Warehouse");
            pages.button("Save").click();
            assertThat(page.getByText("The webhook is saved.")).isVisible();
            assertThat(pages.heading("Warehouse")).isVisible();

            String address = page.url().substring(page.url().indexOf("/api/"));
            List<Cookie> session = context.cookies();
            context.clearCookies();
            pages.signIn(company.viewer(), OwnCompany.PASSWORD);
            pages.open(address);
            assertThat(pages.heading("Warehouse")).isVisible();
            for (String action :
                    new String[] {"Send ping", "Rotate secret", "Disable", "Delete", "Save", "Send ping again"}) {
                assertThat(pages.button(action)).hasCount(0);
            }
            assertThat(page.locator("body")).not().containsText("of=latchkey");
            screenshot("webhook-viewer");
            pages.open("/api/webhook?company=" + company.id + "&webhook=" + UUID.randomUUID());
            assertThat(pages.heading("There is no such page")).isVisible();

            context.clearCookies();
            context.addCookies(session);
            pages.open(address);
            page.getByLabel("Language").selectOption("de");
            assertThat(pages.heading("Einstellungen")).isVisible();
            pages.button("Sperren").first().click();
            page.locator(".lk-question:visible")
                    .getByRole(AriaRole.BUTTON, named("Sperren"))
                    .click();
            assertThat(page.getByText("Er ist gesperrt und bekommt nichts.")).isVisible();
            screenshot("webhook-german");
            pages.button("Löschen").first().click();
            page.locator(".lk-question:visible")
                    .getByRole(AriaRole.BUTTON, named("Löschen"))
                    .click();
            assertThat(pages.heading("Noch keine Webhooks")).isVisible();
            screenshot("webhooks-german");
        }
    }

    private static void awaitDelivered(OwnCompany company) {
        Await.until(() -> Keys.number("""
                        SELECT COUNT(*) FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
                        WHERE w.company_id = ? AND d.due_at IS NOT NULL
                        """, company.id) == 0);
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }
}
