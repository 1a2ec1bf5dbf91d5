package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user is asked by an application, in a real browser and by what others could send. */
@ArquillianTest
class ConsentPageIT extends BrowserTest {

    private static final String CONSENT = TestServer.URL + "/account/oauth/consent";

    private OwnCompany company;
    private Landing landing;
    private UUID application;

    @BeforeEach
    void registerApplication() {
        company = OwnCompany.found();
        landing = new Landing();
        application = company.application(
                "Acme Planner", landing.url(), "scopes = 'customers:change customers:view read write'");
    }

    @AfterEach
    void closeLanding() {
        landing.close();
    }

    @Test
    void allowingSendsTheUserBackWithACodeAndIsNotAskedForAgain() {
        signInAs(company.administrator());
        ask("read customers:view customers:change");
        assertThat(page.getByText("Acme Apps")).isVisible();
        assertThat(page.getByText("127.0.0.1:")).isVisible();
        assertThat(page.locator(".lk-scopes li")).hasCount(2);
        assertThat(page.getByText("Customers: change")).isVisible();
        assertThat(page.getByText("View everything", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        screenshots("consent");
        pages.button("Allow").click();

        assertThat(pages.heading("Arrived")).isVisible();
        Landing.Arrival first = landing.arrival();
        assertThat(first.parameters()).containsEntry("state", "s-1").containsEntry("iss", TestServer.URL);
        assertThat(first.parameters().get("code")).isNotEmpty();
        assertThat(first.referer()).isNull();

        page.navigate(address("read"));
        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters().get("code"))
                .isNotEmpty()
                .isNotEqualTo(first.parameters().get("code"));
        assertThat(consents()).isOne();
    }

    @Test
    void denyingSendsTheUserBackWithoutACode() {
        signInAs(company.administrator());
        ask("read");
        pages.button("Deny").click();

        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters())
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s-1")
                .doesNotContainKey("code");
        assertThat(consents()).isZero();
    }

    @Test
    void whoeverIsSignedOutSignsInAndIsAskedThen() {
        String state = "{\"a\":['b|c^d`]}\\<>&~";
        // Of what browsers send as it is, the server takes these.
        page.navigate(CONSENT + "?" + query("read", state).replace("%5B", "[").replace("%5D", "]"));
        assertThat(pages.button("Sign in")).isVisible();
        pages.fillSignIn(company.administrator(), OwnCompany.PASSWORD);
        pages.button("Allow").click();

        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters()).containsEntry("state", state);
    }

    @Test
    void signingInLeadsAllTheWayBackWhereItWasAllowedBefore() {
        signInAs(company.administrator());
        ask("read");
        pages.button("Allow").click();
        assertThat(pages.heading("Arrived")).isVisible();
        landing.arrival();
        context.clearCookies();

        page.navigate(address("read"));
        pages.fillSignIn(company.administrator(), OwnCompany.PASSWORD);
        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters()).containsKey("code");
    }

    @Test
    void keyboardReachesTheSafeChoiceFirst() {
        signInAs(company.administrator());
        ask("read");
        Locator deny = pages.button("Deny");
        for (int i = 0; i < 10 && !isFocused(deny); i++) {
            page.keyboard().press("Tab");
            assertThat(isFocused(pages.button("Allow"))).isFalse();
        }
        assertThat(deny).isFocused();
        page.keyboard().press("Tab");
        assertThat(pages.button("Allow")).isFocused();
        page.keyboard().press("Enter");
        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters()).containsKey("code");
    }

    @Test
    void phoneShowsAllOfItAndCanPressIt() {
        Keys.change(
                "UPDATE client SET name = ?, homepage = ? WHERE id = ?",
                "W".repeat(60),
                "https://" + "a".repeat(50) + ".example/" + "b".repeat(100),
                application.toString());
        signInAs(company.administrator());
        page.setViewportSize(360, 640);
        ask("read write");
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        screenshot("consent-long-360");
        pages.button("Allow").click();
        assertThat(pages.heading("Arrived")).isVisible();
    }

    @Test
    void companyIsChosenAndSaysWhatWouldBeInVain() {
        signInAs(company.administrator());
        OwnCompany other = OwnCompany.found();
        other.joinAsGuest(company.administrator());
        ask("read customers:change");
        Locator missing = page.getByText("You may not do this in");
        assertThat(missing.first()).isHidden();
        page.getByLabel("In the company").selectOption(String.valueOf(other.id));
        assertThat(missing.first()).isVisible();
        screenshots("consent-companies");
        pages.button("Allow").click();

        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(Keys.number("SELECT company_id FROM consent WHERE client_id = ?", application.toString()))
                .isEqualTo(other.id);
    }

    @Test
    void somebodyElseSignsInAndIsAsked() {
        signInAs(company.administrator());
        ask("read");
        pages.button("Not you? Sign in as someone else").click();
        pages.fillSignIn(company.viewer(), OwnCompany.PASSWORD);
        assertThat(page.getByText("Signed in as Vic Viewer")).isVisible();
        pages.button("Allow").click();
        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(Keys.number(
                        "SELECT COUNT(*) FROM consent k JOIN user_account u ON u.id = k.user_id WHERE u.email = ?",
                        company.viewer()))
                .isOne();
    }

    @Test
    void logoIsShownAndItsHostLearnsNothingMore() {
        Keys.change("UPDATE client SET logo = 'https://cdn.acme.example/l.svg' WHERE id = ?", application.toString());
        AtomicReference<Request> asked = new AtomicReference<>();
        context.route("https://cdn.acme.example/**", route -> {
            asked.set(route.request());
            route.fulfill(new Route.FulfillOptions()
                    .setContentType("image/svg+xml")
                    .setBody("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><rect width='1' height='1'"
                            + " fill='teal'/></svg>"));
        });
        signInAs(company.administrator());
        ask("read");
        Locator logo = page.locator("img[data-logo]");
        assertThat(logo).isVisible();
        page.waitForCondition(
                () -> logo.evaluate("it => it.complete && it.naturalWidth > 0").equals(true));
        assertThat(asked.get().headers()).doesNotContainKey("referer");
        screenshot("consent-logo");

        context.unroute("https://cdn.acme.example/**");
        context.route("https://cdn.acme.example/**", Route::abort);
        page.reload();
        assertThat(page.getByText("A", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(logo).hasCount(0);
    }

    @Test
    void requestThatCannotBeTrustedSendsNobodyAnywhere() {
        signInAs(company.administrator());
        String trusted = query("read", "s-1");
        for (Map.Entry<String, String> wrong : Map.of(
                        trusted.replace(
                                application.toString(), UUID.randomUUID().toString()),
                        "is not known, or was disabled",
                        trusted.replace("%2Fback", "%2Felsewhere"),
                        "at an address that its developer has not registered",
                        "",
                        "is not known, or was disabled")
                .entrySet()) {
            Response answer = page.navigate(CONSENT + "?" + wrong.getKey());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(pages.heading("This link does not work")).isVisible();
            assertThat(page.getByText(wrong.getValue())).isVisible();
            assertThat(pages.button("Allow")).hasCount(0);
            assertThat(policy(answer.headers())).contains("form-action 'self';");
        }
        screenshots("consent-refused");
        assertThat(landing.isUnvisited()).isTrue();
    }

    @Test
    void nobodyFramesKeepsOrLearnsThePage() {
        signInAs(company.administrator());
        Response answer = page.navigate(address("read"));
        assertThat(policy(answer.headers()))
                .contains("frame-ancestors 'none'")
                .contains("form-action 'self' " + landing.url().replace("/back", "") + ";")
                .contains("img-src 'self' data:;");
        assertPrivate(answer.headers());

        APIResponse allowed = post(form("allow"));
        assertThat(allowed.status()).isEqualTo(303);
        assertPrivate(allowed.headers());
        APIResponse again =
                context.request().get(address("read"), RequestOptions.create().setMaxRedirects(0));
        assertThat(again.status()).isEqualTo(303);
        assertPrivate(again.headers());

        Response other = page.navigate(TestServer.URL + "/account/connected");
        assertThat(policy(other.headers())).contains("form-action 'self';");
        assertThat(other.headers()).containsEntry("referrer-policy", "same-origin");
    }

    @Test
    void worksWithoutScripts() {
        try (BrowserContext plain = Chromium.browser()
                .newContext(new Browser.NewContextOptions().setLocale("de-DE").setJavaScriptEnabled(false))) {
            Page shown = plain.newPage();
            shown.navigate(address("read"));
            shown.getByLabel("E-Mail").fill(company.administrator());
            shown.getByLabel("Passwort").fill(OwnCompany.PASSWORD);
            shown.getByLabel("Passwort").press("Enter");
            assertThat(shown.getByText("‚Acme Planner‘ will Latchkey in Ihrem Namen benutzen"))
                    .isVisible();
            shown.getByText("Erlauben", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(shown.getByText("Arrived")).isVisible();
        }
        assertThat(landing.arrival().parameters()).containsKey("code");
    }

    @Test
    void pressingTwiceIsAnsweredOnce() {
        signInAs(company.administrator());
        ask("read");
        FormData allow = form("allow");
        String first = post(allow).headers().get("location");
        assertThat(first).startsWith(landing.url()).contains("code=");
        assertThat(post(allow).headers().get("location")).isEqualTo(first);
        assertThat(post(form("deny")).headers().get("location")).isEqualTo(first);
        assertThat(Keys.number("SELECT COUNT(*) FROM token_family WHERE client_id = ?", application.toString()))
                .isOne();
    }

    @Test
    void pressingAtTheSameTimeIsAnsweredOnce() {
        signInAs(company.administrator());
        ask("read");
        page.evaluate("""
                () => {
                  const fields = [...new FormData(document.getElementById("consent")), ["consent:allow", ""]];
                  const send = () => fetch("/account/oauth/consent",
                    { method: "POST", redirect: "manual", body: new URLSearchParams(fields) });
                  return Promise.all([send(), send(), send(), send()]).then((answers) => answers.length);
                }
                """);
        assertThat(consents()).isOne();
        assertThat(Keys.number("SELECT COUNT(*) FROM token_family WHERE client_id = ?", application.toString()))
                .isOne();
    }

    @Test
    void formWithoutTheStateOfThePageChangesNothingAndLeadsBackToTheQuestion() {
        signInAs(company.administrator());
        ask("read");
        String own = page.locator("form#consent input[name='jakarta.faces.ViewState']")
                .inputValue();
        for (String state :
                List.of("", "stateless", "nonsense", "1:2", own.replaceAll(".$", "x"), stateOfSomebodyElse())) {
            FormData form = form("allow").set("jakarta.faces.ViewState", state);
            assertLeadsBack(post(form), state);
        }
        FormData without = FormData.create()
                .set("here", value("here"))
                .set("consent", "consent")
                .set("consent:allow", "");
        assertLeadsBack(post(without), "without");
        assertThat(landing.isUnvisited()).isTrue();

        context.clearCookies();
        APIResponse signedOut = post(form("allow"));
        assertThat(signedOut.headers().get("location"))
                .isEqualTo("/account/signin?next=" + URLEncoder.encode(value("here"), UTF_8));
    }

    private void assertLeadsBack(APIResponse answer, String state) {
        assertThat(answer.status()).as(state).isEqualTo(302);
        assertThat(answer.headers().get("location")).as(state).isEqualTo("/account" + value("here"));
        assertThat(consents()).as(state).isZero();
    }

    @Test
    void applicationPressesNoButtonByItsAddress() {
        signInAs(company.administrator());
        ask("read");
        String state = page.locator("form#consent input[name='jakarta.faces.ViewState']")
                .inputValue();
        String pressed =
                address("read") + "&consent=consent&consent%3Aallow=&primefaces.nonce=a&jakarta.faces.ViewState="
                        + URLEncoder.encode(state, UTF_8);
        page.navigate(pressed);
        assertThat(pages.button("Allow")).isVisible();
        assertThat(consents()).isZero();

        pages.button("Deny").click();
        assertThat(pages.heading("Arrived")).isVisible();
        assertThat(landing.arrival().parameters()).containsEntry("error", "access_denied");

        APIResponse answer =
                context.request().post(pressed, RequestOptions.create().setMaxRedirects(0));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.headers().get("location")).startsWith("/account/oauth/consent?");
        assertThat(consents()).isZero();
        assertThat(context.request()
                        .get(TestServer.URL + "/account/oauth/consent.xhtml")
                        .status())
                .isEqualTo(404);
    }

    private void signInAs(String email) {
        pages.signIn(email, OwnCompany.PASSWORD);
    }

    private void ask(String scopes) {
        page.navigate(address(scopes));
        assertThat(page.getByText("wants to use Latchkey as you")).isVisible();
    }

    private String address(String scopes) {
        return CONSENT + "?" + query(scopes, "s-1");
    }

    private String query(String scopes, String state) {
        return "response_type=code&client_id=" + application + "&redirect_uri="
                + URLEncoder.encode(landing.url(), UTF_8)
                + "&scope=" + URLEncoder.encode(scopes, UTF_8) + "&state=" + URLEncoder.encode(state, UTF_8)
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    }

    /** What the page that is shown would send. */
    private FormData form(String button) {
        return FormData.create()
                .set("here", value("here"))
                .set("primefaces.nonce", value("primefaces.nonce"))
                .set("consent", "consent")
                .set("jakarta.faces.ViewState", value("jakarta.faces.ViewState"))
                .set("consent:" + button, "");
    }

    private String value(String field) {
        return page.locator("form#consent input[name='" + field + "']").inputValue();
    }

    private APIResponse post(FormData form) {
        return context.request()
                .post(CONSENT, RequestOptions.create().setForm(form).setMaxRedirects(0));
    }

    private String stateOfSomebodyElse() {
        try (BrowserContext other = Chromium.browser().newContext(new Browser.NewContextOptions().setLocale("en-GB"))) {
            Page shown = other.newPage();
            new Pages(shown, TestServer.URL).signIn(company.viewer(), OwnCompany.PASSWORD);
            shown.navigate(address("read"));
            return shown.locator("form#consent input[name='jakarta.faces.ViewState']")
                    .inputValue();
        }
    }

    private static boolean isFocused(Locator it) {
        return it.evaluate("it => it === document.activeElement").equals(true);
    }

    private static void assertPrivate(Map<String, String> headers) {
        assertThat(headers).containsEntry("referrer-policy", "no-referrer").containsEntry("cache-control", "no-store");
    }

    private static String policy(Map<String, String> headers) {
        return headers.get("content-security-policy");
    }

    private long consents() {
        return Keys.number("SELECT COUNT(*) FROM consent WHERE client_id = ?", application.toString());
    }
}
