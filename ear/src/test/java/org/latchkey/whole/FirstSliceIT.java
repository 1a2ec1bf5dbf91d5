package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;
import org.latchkey.server.DemoAccess;

/** From signing in to a call that is refused because its key was revoked, in a real browser. */
@ArquillianTest
class FirstSliceIT extends BrowserTest {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @Test
    void keyMadeInTheBrowserCallsTheApiUntilItIsRevoked() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("ERP nightly sync");
        assertThat(page.getByText("cannot be shown again")).isVisible();
        screenshot("once");
        pages.closeShownKey();

        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).statusCode()).isEqualTo(200);
        assertThat(Http.get(WHOAMI, "Authorization", "Bearer " + key.reveal()).statusCode())
                .isEqualTo(200);

        pages.ask("Revoke", "ERP nightly sync");
        screenshot("question");
        pages.answer("Revoke");
        assertThat(pages.row("ERP nightly sync")).containsText("Revoked");
        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).statusCode()).isEqualTo(401);
        assertThat(Http.json(Http.get(WHOAMI, "Authorization", "Bearer " + key.reveal()))
                        .getString("code"))
                .isEqualTo("key_revoked");
    }

    @Test
    void deletedKeyLeavesTheListAndIsRefused() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("To be deleted");
        pages.closeShownKey();

        pages.ask("Delete", "To be deleted");
        pages.answer("Cancel");
        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).statusCode()).isEqualTo(200);

        pages.ask("Delete", "To be deleted");
        pages.answer("Delete");
        assertThat(pages.row("To be deleted")).hasCount(0);
        assertThat(Http.json(Http.get(WHOAMI, "x-api-key", key.reveal())).getString("code"))
                .isEqualTo("credential_unknown");
    }

    @Test
    void secretIsShownOnceAndNeverAgain() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("Shown once");
        page.keyboard().press("Escape");
        assertThat(pages.dialog("Copy your new key")).isVisible();
        page.getByLabel("API key value").dblclick();
        assertThat(page.evaluate("getSelection().toString()")).isEqualTo(key.reveal());
        pages.closeShownKey();

        String secret = key.reveal().substring(42);
        assertThat(page.content()).doesNotContain(secret);
        page.reload();
        assertThat(pages.row("Shown once")).containsText(key.hint());
        assertThat(page.content()).doesNotContain(secret);
        assertThat(page.url()).doesNotContain(secret);
    }

    @Test
    void keyMadeBeforeTheScriptsHaveLoadedIsShownToo() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill("Made without scripts");
        page.evaluate("document.getElementById('create').requestSubmit(document.getElementById('create:submit'))");

        assertThat(Http.get(WHOAMI, "x-api-key", pages.shownKey().reveal()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void copyButtonCopiesTheKeyAndSaysSo() {
        context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("Copied");
        pages.button("Copy key").click();

        assertThat(pages.button("Copied")).isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo(key.reveal());
    }

    @Test
    void printedCommandWorksAsItIs() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("Command");

        assertThat(page.getByLabel("Try it").inputValue())
                .isEqualTo("curl -H 'x-api-key: " + key.reveal() + "' " + WHOAMI);
    }

    @Test
    void oneYearIsProposedAndCanBeCleared() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        screenshot("create");
        LocalDate inAYear = LocalDate.now(ZoneId.of("Europe/Lisbon")).plusYears(1);
        assertThat(expiry()).hasValue(inAYear.toString());

        pages.field("Name").fill("Without end");
        pages.field("Notes").fill("Kept by the finance team");
        expiry().fill("");
        pages.field("Name").press("Enter");
        pages.shownKey();
        pages.closeShownKey();
        assertThat(pages.row("Without end")).containsText("Never");
        assertThat(pages.row("Without end")).containsText("Kept by the finance team");
    }

    @Test
    void clickBeforeTheRestOfThePageHasComeOpensTheDialogToo() {
        signIn(Demo.ADMINISTRATOR);
        page.addInitScript("""
                new MutationObserver((changes, observer) => {
                  const link = document.getElementById("open");
                  if (link) {
                    observer.disconnect();
                    window.clickedWithoutDialog = !document.getElementById("createDialog");
                    link.click();
                  }
                }).observe(document, { childList: true, subtree: true });
                """);
        page.reload();

        assertThat(pages.dialog("Create key")).isVisible();
        assertThat(page.evaluate("clickedWithoutDialog")).isEqualTo(true);
    }

    @Test
    void mistakesAreExplainedBesideTheirFieldAndNothingTypedIsLost() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        expiry().fill("2020-01-01");
        pages.field("Notes").fill("Typed with care");
        pages.field("Name").press("Enter");

        assertThat(page.getByText("Enter a name.")).isVisible();
        assertThat(page.getByText("Choose today or a later day.")).isVisible();
        assertThat(pages.field("Name")).isFocused();
        assertThat(pages.field("Notes")).hasValue("Typed with care");
        assertThat(expiry()).hasValue("2020-01-01");
        screenshot("mistakes");

        pages.field("Name").fill("x".repeat(101));
        expiry().fill("no date");
        // PrimeFaces keeps a button that was pressed disabled for half a second.
        assertThat(pages.dialog("Create key").locator("button[type=submit]")).isEnabled();
        pages.field("Name").press("Enter");
        assertThat(page.getByText("Enter a date as YYYY-MM-DD.")).isVisible();
    }

    @Test
    void nameThatIsTakenIsRefused() {
        signIn(Demo.ADMINISTRATOR);
        pages.create("Only one");
        pages.closeShownKey();
        pages.openCreate();
        pages.field("Name").fill("only ONE");
        pages.field("Name").press("Enter");

        assertThat(page.getByText("Another key has this name.")).isVisible();
    }

    @Test
    void lastUseShowsWithinSeconds() {
        signIn(Demo.ADMINISTRATOR);
        ApiKey key = pages.create("Used just now");
        pages.closeShownKey();
        assertThat(pages.row("Used just now").locator("time[datetime*='T']")).hasCount(0);
        Http.get(WHOAMI, "x-api-key", key.reveal());

        page.waitForCondition(() -> {
            page.reload();
            return pages.row("Used just now").locator("time[datetime*='T']").count() == 1;
        });
        assertThat(pages.row("Used just now")).containsText("just now");
    }

    @Test
    void viewerSeesTheListAndNoButtons() {
        signIn(Demo.ADMINISTRATOR);
        pages.create("Seen by the viewer");
        pages.closeShownKey();
        context.clearCookies();
        signIn(Demo.VIEWER);

        assertThat(pages.row("Seen by the viewer")).isVisible();
        assertThat(pages.createKey()).hasCount(0);
        assertThat(pages.row("Seen by the viewer").getByRole(AriaRole.BUTTON)).hasCount(0);
    }

    @Test
    void nameIsLockedAfterTenFailuresHoweverItIsWritten() {
        String name = "locked@latchkey.example";
        Keys.change(
                "INSERT INTO user_account (email, name, password) SELECT ?, 'Lou', password FROM user_account WHERE email = ?",
                name,
                Demo.VIEWER);
        pages.open("/signin");
        for (int i = 0; i < 10; i++) {
            pages.fillSignIn(i % 2 == 0 ? name : name.toUpperCase(Locale.ROOT), "wrong " + i);
            assertThat(page.getByText("Email or password is wrong.")).isVisible();
        }

        pages.fillSignIn(name, TestServer.demo().password());
        assertThat(page.getByText("Email or password is wrong.")).isVisible();
        pages.fillSignIn("lo\u00ADcked@latchkey.example", TestServer.demo().password());
        assertThat(page.getByText("Email or password is wrong.")).isVisible();
    }

    @Test
    void formOfAnotherSiteIsRefused() {
        String signIn = TestServer.URL + "/account/signin";
        assertThat(Http.send("POST", signIn, "", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(Http.send("POST", signIn, "", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void addressesWithXhtmlAreNoWayAround() {
        for (String path : List.of("/api/keys.xhtml", "/api/keys;x", "//api/keys", "/WEB-INF/newKey.xhtml")) {
            assertThat(Http.get(TestServer.URL + "/account" + path).statusCode())
                    .as(path)
                    .isIn(302, 404);
        }
    }

    @Test
    void wrongPasswordIsExplainedAndTheAddressIsReachedAfterwards() {
        DemoAccess demo = TestServer.demo();
        pages.open("/api/keys?company=1&new");
        pages.fillSignIn(demo.user(), "not the password");
        assertThat(page.getByText("Email or password is wrong.")).isVisible();

        pages.fillSignIn(demo.user(), demo.password());
        assertThat(pages.dialog("Create key")).isVisible();
        assertThat(page.url()).endsWith("/account/api/keys?company=1&new");
    }

    @Test
    void sessionThatEndedLeadsBackToWhereItWas() {
        signIn(Demo.ADMINISTRATOR);
        pages.openCreate();
        pages.field("Name").fill("Too late");
        context.clearCookies();
        pages.field("Name").press("Enter");

        assertThat(pages.heading("Sign in")).isVisible();
        pages.fillSignIn(Demo.ADMINISTRATOR, TestServer.demo().password());
        assertThat(pages.dialog("Create key")).isVisible();
        assertThat(page.url()).endsWith("/account/api/keys?company=1&new");
    }

    @Test
    void signingOutEndsTheSession() {
        pages.open("/signin");
        List<Cookie> before = context.cookies();
        signIn(Demo.ADMINISTRATOR);
        List<Cookie> during = context.cookies();
        assertThat(during).isNotEmpty().allMatch(cookie -> cookie.httpOnly && cookie.sameSite == SameSiteAttribute.LAX);
        assertThat(during).extracting(cookie -> cookie.value).doesNotContainAnyElementsOf(values(before));
        pages.button("Sign out").click();
        assertThat(pages.heading("Sign in")).isVisible();

        context.addCookies(during);
        pages.open("/api/keys?company=1");
        assertThat(pages.heading("Sign in")).isVisible();
    }

    @Test
    void anotherCompanyDoesNotExist() {
        signIn(Demo.ADMINISTRATOR);
        for (String company : List.of("2", "0", "-1", "99999999999999999999", "x", "1%20or%201=1")) {
            assertThat(page.navigate(TestServer.URL + "/account/api/keys?company=" + company)
                            .status())
                    .as(company)
                    .isEqualTo(404);
        }
        assertThat(pages.heading("There is no such page")).isVisible();
    }

    @Test
    void pagesSpeakGerman() {
        signIn(Demo.ADMINISTRATOR);
        page.getByLabel("Language").selectOption("de");

        assertThat(page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Zuletzt")))
                .isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
    }

    @Test
    void nothingIsWiderThanThePageFromPhoneToWideScreen() {
        signIn(Demo.ADMINISTRATOR);
        pages.create("A rather long name for a key, as people who describe things well like to give them");
        pages.closeShownKey();
        for (int width : List.of(360, 768, 1280, 1920)) {
            page.setViewportSize(width, 900);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                screenshot("keys-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as("at %d px", width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void navigationIsADrawerOnAPhone() {
        signIn(Demo.ADMINISTRATOR);
        page.setViewportSize(360, 740);
        Locator signOut = pages.button("Sign out");
        assertThat(signOut).not().isInViewport();
        pages.button("Open navigation").click();

        assertThat(signOut).isInViewport();
        screenshot("drawer");
    }

    /** As they travel: the browser's own figures leave out what it had kept. */
    @Test
    void firstVisitStaysUnder300Kilobytes() {
        Set<String> addresses = new LinkedHashSet<>();
        page.onRequest(request -> addresses.add(request.url()));
        pages.open("/api/keys");
        assertThat(pages.heading("Sign in")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);

        Map<String, Integer> sizes =
                addresses.stream().collect(Collectors.toMap(address -> address, Http::compressedSize));
        assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
                .as(sizes.toString())
                .isBetween(50_000, 300_000);
    }

    private Locator expiry() {
        return pages.dialog("Create key").getByLabel("Expires on").and(page.locator("input"));
    }

    private static List<String> values(List<Cookie> cookies) {
        return cookies.stream().map(cookie -> cookie.value).toList();
    }
}
