package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.chain.Chain;
import org.latchkey.chain.Event;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** What was done, on the page and as CSV. The company of these tests is in Tokyo, where days begin early. */
@ArquillianTest
class ActivityIT extends BrowserTest {

    private static final UUID ERP = UUID.fromString("11111111-0000-4000-8000-000000000001");
    private static final UUID REPORTS = UUID.fromString("11111111-0000-4000-8000-000000000002");
    private static final UUID ELSEWHERE = UUID.fromString("11111111-0000-4000-8000-000000000003");

    private static List<Cookie> session = List.of();
    private static long company;
    private static long many;
    private static long foreign;

    @BeforeAll
    static void makeCompaniesOnce() throws SQLException {
        makeCompanies();
    }

    @Test
    void whatIsDoneWithAKeyIsListed() {
        pages.signIn(Demo.ADMINISTRATOR, TestServer.demo().password());
        ApiKey key = pages.create("Watched");
        pages.closeShownKey();
        pages.ask("Revoke", "Watched");
        pages.answer("Revoke");
        pages.ask("Delete", "Watched");
        pages.answer("Delete");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Activity"))
                .click();
        assertThat(pages.heading("Activity")).isVisible();
        assertThat(page.locator("nav a[aria-current=page]")).hasText("Activity");
        row("Key ‘Watched’ deleted").getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator("tbody .lk-cell-what"))
                .hasText(new String[] {"Key ‘Watched’ deleted", "Key ‘Watched’ revoked", "Key ‘Watched’ created"});
        assertThat(row("created")).containsText("Dana Demo");
        assertThat(row("created")).containsText("127.0.0.1");
        assertThat(row("created").locator("time")).containsText("just now");
        assertThat(page).hasURL(TestServer.URL + "/account/activity?company=1&key=" + key.id());

        context.clearCookies();
        pages.signIn(Demo.VIEWER, TestServer.demo().password());
        pages.open("/activity?company=1&key=" + key.id());
        assertThat(row("Key ‘Watched’ revoked")).isVisible();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 6 5 4 3 2 1",
        "key=erp, 4 3 1",
        "key=11111111-0000-4000-8000-000000000001, 4 3 2 1",
        "key=11111111-0000-4000-8000-000000000003, ''",
        "key=%25, 6",
        "key=_, 6",
        "person=MOM, 6 5 2",
        "person=Dana+D, 4 1",
        "kind=key.created, 6 2 1",
        "kind=no.such-kind, 6 5 4 3 2 1",
        "from=2026-11-21, 6 5 4",
        "to=2026-11-20, 3 2 1",
        "from=2026-11-20&to=2026-11-20, 3 2",
        "from=banana&to=2026-02-31, 6 5 4 3 2 1",
        "from=2026-11-21&to=2026-11-20, ''",
        "from=0000-01-01&to=9999-12-31, 6 5 4 3 2 1",
        "key=erp&person=dana&kind=key.revoked&from=2026-11-21&to=2026-11-21, 4",
        "key=%00%F0%9F%94%91, ''",
        "before=x&after=-1, 6 5 4 3 2 1"
    })
    void filtersShowTheirEventsOnly(String parameters, String expected) {
        signIn();
        APIResponse csv = export(company, parameters);
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.text().lines().skip(1).filter(line -> line.matches("[0-9]+,.*")))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));

        String shown = context.request().get(address(company, parameters)).text();
        assertThat(shown.split("lk-cell-what", -1).length - 1)
                .as("rows, and the head where there are any")
                .isEqualTo(expected.isEmpty() ? 0 : expected.split(" ").length + 1);
        assertThat(shown).doesNotContain("Elsewhere");
    }

    @Test
    void filtersAreFilledInAndStandInTheAddress() {
        signIn();
        pages.open("/activity?company=" + company);
        page.getByLabel("Key").fill("erp");
        page.getByLabel("Person").fill("dana");
        page.locator("#kind").selectOption("Key revoked");
        page.locator("#from").fill("2026-11-21");
        pages.button("Show").click();

        assertThat(page.locator("tbody .lk-cell-what")).hasText(new String[] {"Key ‘ERP’ revoked"});
        assertThat(page.url()).contains("key=erp", "person=dana", "kind=key.revoked", "from=2026-11-21");
        assertThat(page.locator("#kind")).hasValue("key.revoked");
        assertThat(page.locator("#from")).hasValue("2026-11-21");
        assertThat(page.locator("#export"))
                .hasAttribute(
                        "href",
                        "/account/activity.csv?company=" + company
                                + "&key=erp&person=dana&kind=key.revoked&from=2026-11-21");
    }

    @Test
    void eventsSayWhoAndByWhatAndWhatElse() {
        signIn();
        pages.open("/activity?company=" + company);

        assertThat(row("Key ‘ERP’ edited")).containsText("Latchkey");
        assertThat(row("Key ‘Reports’ created")).containsText("Momo by key ‘ERP’");
        assertThat(row("‘Reports’ created")).containsText("longest: 90 days");
        assertThat(row("‘Reports’ created")).containsText("required: yes");
        assertThat(row("coffee.made =1+1")).isVisible();
        page.getByLabel("Language").selectOption("de");
        assertThat(row("Schlüssel ‚Reports‘ angelegt")).containsText("Momo mit Schlüssel ‚ERP‘");
    }

    @Test
    void mistakesInTheAddressAreToldBesideTheirField() {
        signIn();
        pages.open("/activity?company=" + company + "&from=banana&to=2026-02-31");
        assertThat(page.getByText("Enter a date as YYYY-MM-DD.")).hasCount(2);
        pages.open("/activity?company=" + company + "&from=2026-11-21&to=2026-11-20");
        assertThat(page.getByText("Choose the first day or a later one.")).isVisible();
        assertThat(pages.heading("Nothing found")).isVisible();
        screenshot("activity-mistake");
    }

    @Test
    void exportIsCsvThatSpreadsheetsDoNotCalculate() {
        signIn();
        APIResponse csv = export(company, "from=2026-11-20");

        Map<String, String> headers = csv.headers();
        assertThat(headers.get("content-type").toLowerCase(Locale.ROOT))
                .startsWith("text/csv")
                .contains("utf-8");
        assertThat(headers.get("content-disposition"))
                .matches("attachment; filename=\"activity-bohne-co-[0-9]{4}-[0-9]{2}-[0-9]{2}\\.csv\"");
        assertThat(headers.get("cache-control")).isEqualTo("no-store");
        List<String> lines = csv.text().lines().toList();
        assertThat(csv.text()).endsWith("\r\n");
        assertThat(lines.get(0)).isEqualTo("event,at,kind,subject,subject_id,person,key,key_id,address,details,hash");
        assertThat(lines.get(1)).startsWith("6,2026-11-21T03:00:00Z,key.created,100%_ ‘Größe’,,Momo,,,::1,,");
        assertThat(lines.get(2)).startsWith("5,2026-11-21T02:00:00Z,coffee.made,'=1+1,,Momo,,,::1,,");
        assertThat(lines.get(3)).startsWith("4,2026-11-20T15:00:00Z,key.revoked,ERP," + ERP + ",Dana Demo,,,::1,,");
        assertThat(lines.get(4)).startsWith("3,2026-11-20T14:59:59.999999Z,key.edited,ERP," + ERP + ",,,,unknown,,");
        assertThat(lines.get(5))
                .startsWith("2,2026-11-20T01:00:00Z,key.created,Reports," + REPORTS + ",Momo,ERP," + ERP
                        + ",192.0.2.1,\"longest: 90 days");
        assertThat(lines.get(6)).startsWith("required: yes\",");
    }

    @Test
    void exportOfManyEventsIsWhole() {
        signIn();
        List<String> lines = export(many, "").text().lines().toList();

        assertThat(lines).hasSize(1 + 30_000);
        assertThat(lines.get(1)).startsWith("30000,");
        assertThat(lines.get(15_000)).startsWith("15001,");
        assertThat(lines.get(30_000)).startsWith("1,");
        assertThat(lines.stream().distinct()).hasSize(lines.size());
    }

    @Test
    void pagesOfAListFollowAndReturn() {
        signIn();
        pages.open("/activity?company=" + many + "&kind=key.revoked");
        assertThat(page.locator("tbody tr")).hasCount(25);
        String first = page.locator("tbody").innerText();
        link("Older").click();
        assertThat(page).hasURL(Pattern.compile("kind=key.revoked&before="));
        link("Older").click();
        assertThat(page.locator("tbody tr")).hasCount(25);
        link("Newer").click();
        assertThat(link("Newer")).isVisible();
        link("Newer").click();
        assertThat(link("Newer")).hasCount(0);
        assertThat(page.locator("tbody").innerText()).isEqualTo(first);
    }

    @Test
    void anotherCompanyDoesNotExist() {
        signIn();
        for (String other : List.of(Long.toString(foreign), "0", "-1", "x", "99999999999999999999")) {
            assertThat(context.request()
                            .get(TestServer.URL + "/account/activity?company=" + other)
                            .status())
                    .as(other)
                    .isEqualTo(404);
            assertThat(context.request()
                            .get(TestServer.URL + "/account/activity.csv?company=" + other)
                            .status())
                    .as(other)
                    .isEqualTo(404);
        }
        assertThat(context.request()
                        .get(TestServer.URL + "/account/activity.csv")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void withoutThePermissionNothingIsShown() {
        pages.open("/signin");
        pages.fillSignIn("guest.activity@latchkey.example", TestServer.demo().password());
        assertThat(pages.heading("You may not see this")).isVisible();

        assertThat(context.request().get(address(company, "")).status()).isEqualTo(403);
        assertThat(export(company, "").status()).isEqualTo(403);
        assertThat(export(company, "").text()).contains("API access: view").doesNotContain("Reports");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/activity?company=1", "/activity.csv?company=1"})
    void withoutASessionThereIsTheDoor(String path) {
        var answer = Http.get(TestServer.URL + "/account" + path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("/account/signin"));
    }

    @Test
    void nothingIsWiderThanThePageFromPhoneToWideScreen() {
        signIn();
        for (int width : List.of(360, 768, 1280, 1920)) {
            page.setViewportSize(width, 900);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                pages.open("/activity?company=" + company);
                screenshot("activity-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as("at %d px", width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void companyWithoutEventsSaysWhatWillBeHere() throws SQLException {
        long empty = company("Empty");
        join("boss", empty, "VIEW");
        signIn();
        pages.open("/activity?company=" + empty);
        assertThat(pages.heading("Nothing was done yet")).isVisible();
        screenshot("activity-empty");
        Keys.change("DELETE FROM membership WHERE company_id = ?", empty);
    }

    /** Once for all tests: hashing takes its time. */
    private void signIn() {
        if (session.isEmpty()) {
            pages.open("/signin");
            pages.fillSignIn("boss.activity@latchkey.example", TestServer.demo().password());
            assertThat(pages.heading("API")).isVisible();
            session = context.cookies();
        }
        context.addCookies(session);
    }

    private APIResponse export(long of, String parameters) {
        return context.request().get(TestServer.URL + "/account/activity.csv?company=" + of + "&" + parameters);
    }

    private static String address(long of, String parameters) {
        return TestServer.URL + "/account/activity?company=" + of + "&" + parameters;
    }

    private Locator row(String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void makeCompanies() throws SQLException {
        TestServer.demo();
        company = company("Böhne & Co.");
        many = company("Many");
        foreign = company("Foreign");
        join("boss", company, "VIEW", "CHANGE");
        join("boss", many, "VIEW");
        join("guest", company);
        String none = "";
        append(
                company,
                List.of(
                        event("2026-11-19T14:59:59Z", "Dana Demo", null, "::1", "key.created", ERP, "ERP", none),
                        event(
                                "2026-11-20T01:00:00Z",
                                "Momo",
                                ERP,
                                "192.0.2.1",
                                "key.created",
                                REPORTS,
                                "Reports",
                                "longest: 90 days\nrequired: yes"),
                        event("2026-11-20T14:59:59.999999Z", null, null, "unknown", "key.edited", ERP, "ERP", none),
                        event("2026-11-20T15:00:00Z", "Dana Demo", null, "::1", "key.revoked", ERP, "ERP", none),
                        event("2026-11-21T02:00:00Z", "Momo", null, "::1", "coffee.made", null, "=1+1", none),
                        event(
                                "2026-11-21T03:00:00Z",
                                "Momo",
                                null,
                                "::1",
                                "key.created",
                                null,
                                "100%_ ‘Größe’",
                                none)));
        append(
                foreign,
                List.of(event(
                        "2026-11-20T01:00:00Z", "Momo", null, "::1", "key.created", ELSEWHERE, "Elsewhere", none)));
        append(
                many,
                IntStream.range(0, 30_000)
                        .mapToObj(i -> event(
                                "2026-11-20T01:00:00Z",
                                "Momo",
                                null,
                                "::1",
                                i % 2 == 0 ? "key.created" : "key.revoked",
                                UUID.randomUUID(),
                                "Key " + i,
                                none))
                        .toList());
    }

    private static Event event(
            String at, String actor, UUID key, String address, String kind, UUID id, String subject, String details) {
        Long actorId = actor == null ? null : 1L;
        return new Event(Instant.parse(at), actorId, actor, key, address, kind, id, subject, details);
    }

    private static void append(long to, List<Event> events) throws SQLException {
        try (Connection connection = TestServer.database().connect()) {
            connection.setAutoCommit(false);
            Chain.append(connection, to, events);
            connection.commit();
        }
    }

    private static long company(String name) throws SQLException {
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', 'Asia/Tokyo')", name);
        try (Connection connection = TestServer.database().connect();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id FROM company WHERE name = ? ORDER BY id DESC")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void join(String user, long to, String... actions) {
        String email = user + ".activity@latchkey.example";
        Keys.change(
                "INSERT IGNORE INTO user_account (email, name, password) SELECT ?, ?, password FROM user_account WHERE email = ?",
                email,
                user,
                Demo.VIEWER);
        Keys.change("INSERT INTO role (company_id, name) VALUES (?, ?)", to, user);
        for (String action : actions) {
            Keys.change(
                    "INSERT INTO role_permission SELECT id, 'api-access', ? FROM role WHERE company_id = ? AND name = ?",
                    action,
                    to,
                    user);
        }
        Keys.change("""
                INSERT INTO membership SELECT u.id, r.company_id, r.id FROM user_account u, role r
                WHERE u.email = ? AND r.company_id = ? AND r.name = ?
                """, email, to, user);
    }
}
