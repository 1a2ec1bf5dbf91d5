package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user has granted to applications, and takes back. */
@ArquillianTest
class ConnectedPageIT extends BrowserTest {

    private OwnCompany company;

    @BeforeEach
    void foundCompany() {
        company = OwnCompany.found();
    }

    @Test
    void nothingSaysWhatItIsFor() {
        open(company.viewer());
        assertThat(pages.heading("No application is connected")).isVisible();
        screenshots("connected-empty");
    }

    @Test
    void whatWasGrantedIsShownAndWithdrawnAfterAQuestion() {
        UUID planner = company.application("Acme Planner", "https://acme.example/back");
        grant(planner, company.viewer(), "UTC_TIMESTAMP(6) - INTERVAL 3 DAY");
        grant(company.application("Acme Reports", "https://acme.example/back"), company.viewer(), "NULL");
        grant(planner, company.administrator(), "NULL");
        open(company.viewer());
        assertThat(pages.row("Acme Planner")).containsText("Acme Apps");
        assertThat(pages.row("Acme Planner")).containsText("View and change everything");
        assertThat(pages.row("Acme Planner")).containsText("3 days ago");
        assertThat(pages.row("Acme Reports")).containsText("Never");
        screenshots("connected");

        pages.ask("Withdraw", "Acme Planner");
        screenshot("connected-question");
        pages.answer("Withdraw");
        assertThat(page.getByText("‘Acme Planner’ has lost its access.")).isVisible();
        assertThat(pages.row("Acme Planner")).hasCount(0);
        assertThat(pages.row("Acme Reports")).isVisible();
        assertThat(Keys.number("SELECT COUNT(*) FROM consent WHERE client_id = ?", planner.toString()))
                .as("that of the administrator stays")
                .isOne();
    }

    private void open(String email) {
        pages.signIn(email, OwnCompany.PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connected applications"))
                .click();
        assertThat(pages.heading("Connected applications")).isVisible();
    }

    private void grant(UUID application, String email, String lastUsed) {
        Keys.change(
                "INSERT INTO consent (id, client_id, user_id, company_id, scopes, granted_at, last_used_at) SELECT ?, ?, id,"
                        + " ?, 'read write', UTC_TIMESTAMP(6), " + lastUsed + " FROM user_account WHERE email = ?",
                UUID.randomUUID().toString(),
                application.toString(),
                company.id,
                email);
    }
}
