package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.latchkey.credential.ApiKey;

/** The pages as a person uses them: by what stands on them. */
final class Pages {

    final Page page;
    private final String url;

    static {
        // The first page of a new server takes its time.
        setDefaultAssertionTimeout(20_000);
    }

    Pages(Page page, String url) {
        this.page = page;
        this.url = url;
        page.setDefaultTimeout(20_000);
    }

    /** Opens an address below the pages' own. */
    Pages open(String path) {
        page.navigate(url + "/account" + path);
        return this;
    }

    void signIn(String email, String password) {
        open("/api/keys");
        fillSignIn(email, password);
        assertThat(heading("API")).isVisible();
    }

    void fillSignIn(String email, String password) {
        page.getByLabel("Email").fill(email);
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
    }

    /** Makes a key and reads its value from the dialog, which stays open. */
    ApiKey create(String name) {
        openCreate();
        field("Name").fill(name);
        field("Name").press("Enter");
        return shownKey();
    }

    void openCreate() {
        createKey().click();
        assertThat(dialog("Create key")).isVisible();
    }

    /** The way to a new key, for those who may make one. */
    Locator createKey() {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create key"));
    }

    /** The value in the dialog that shows it once. */
    ApiKey shownKey() {
        assertThat(dialog("Copy your new key")).isVisible();
        return ApiKey.parse(page.getByLabel("API key value").inputValue()).orElseThrow();
    }

    void closeShownKey() {
        button("I have stored it").click();
        assertThat(dialog("Copy your new key")).isHidden();
    }

    /** Presses a button of a row, and in the question that follows the one with the same verb. */
    void ask(String verb, String name) {
        row(name)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb + " " + name))
                .click();
        assertThat(question()).containsText(name);
    }

    void answer(String verb) {
        question()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(verb).setExact(true))
                .click();
        assertThat(question()).isHidden();
    }

    Locator question() {
        return page.getByRole(AriaRole.ALERTDIALOG).or(page.locator("#question"));
    }

    Locator row(String name) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
    }

    Locator field(String label) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog(String name) {
        return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
    }
}
