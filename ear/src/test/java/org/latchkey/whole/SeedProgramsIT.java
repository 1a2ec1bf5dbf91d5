package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latchkey.whole.OAuthClients.OAuthClient;

/**
 * The OAuth code of document 001 with its constants filled in, in a browser: redirect, callback, and a request that
 * refreshes on 401. {@link SeedPrograms} says whose code runs. The programs in TypeScript call from pages of another origin,
 * which the browser lets them do where the server says so.
 *
 * <p>The document's programs never store the refresh token that a refresh gives them; each refreshes once here.
 */
@ArquillianTest
class SeedProgramsIT extends BrowserTest {

    private static final String PREFLIGHT = "OPTIONS /api/query 204";
    private static final String AUTHORIZE = "GET /auth/oauth/authorize 302";
    private static final String TOKEN = "POST /auth/oauth/token 200";
    private static final String REFUSED = "POST /api/query 401";
    private static final String ANSWERED = "POST /api/query 200";

    /** One of the demo company's. */
    private static final String PRODUCT = "Coaster Alva 1";

    private final ProgramOrigins origins = new ProgramOrigins();

    @AfterEach
    void closeOrigins() {
        origins.close();
    }

    @ParameterizedTest
    @EnumSource
    void typeScriptAuthorizesAndRefreshesOn401(SeedPrograms programs) throws IOException {
        programs.assumePresent();
        Path directory = Programs.DIRECTORY.resolve("typescript-" + programs);
        OAuthClient client = OAuthClients.confidential(origins.application() + "/oauth/callback");
        UnaryOperator<String> constants = SeedPrograms.constants(client, origins.application(), origins.api());
        List<String> paths = List.of("/", "/oauth/callback", "/products");
        for (int step = 1; step <= 3; step++) {
            programs.write("TypeScript", step, constants, directory.resolve("step" + step + ".ts"));
        }
        Programs.bundle(directory);
        for (int step = 1; step <= 3; step++) {
            origins.page(paths.get(step - 1), Files.readString(directory.resolve("step" + step + ".js")));
        }

        page.navigate(origins.application() + "/");
        ConsentPage.signInAndAllow(pages);
        page.waitForURL(origins.application() + "/oauth/callback?**");
        page.waitForFunction("localStorage.getItem('access_token')");
        assertThat(origins.calls()).containsExactly(AUTHORIZE, TOKEN);

        Object expired = page.evaluate("localStorage.getItem('access_token')");
        OAuthClients.expireTokens(client);
        assertThat(products()).contains(PRODUCT);
        assertThat(origins.calls()).containsExactly(PREFLIGHT, REFUSED, TOKEN, ANSWERED);
        assertThat(page.evaluate("localStorage.getItem('access_token')")).isNotEqualTo(expired);

        // The browser remembers what it was allowed.
        assertThat(products()).contains(PRODUCT);
        assertThat(origins.calls()).containsExactly(ANSWERED);
    }

    /** What the program in the page of products writes. */
    private String products() {
        ConsoleMessage message = page.waitForConsoleMessage(
                new Page.WaitForConsoleMessageOptions()
                        .setPredicate(it -> it.text().startsWith("Products:")),
                () -> page.navigate(origins.application() + "/products"));
        return message.args().get(1).jsonValue().toString();
    }

    @ParameterizedTest
    @EnumSource
    void phpAuthorizesAndRefreshesOn401(SeedPrograms programs) throws IOException {
        programs.assumePresent();
        Path directory = Programs.DIRECTORY.resolve("php-" + programs);
        try (PhpServer php = PhpServer.start(directory)) {
            OAuthClient client = OAuthClients.confidential(php.url() + "/oauth/callback.php");
            UnaryOperator<String> constants = SeedPrograms.constants(client, php.url(), origins.api());
            List<String> paths = List.of("index.php", "oauth/callback.php", "products.php");
            for (int step = 1; step <= 3; step++) {
                programs.write("PHP", step, constants, directory.resolve(paths.get(step - 1)));
            }
            // What the callback goes on to.
            Files.writeString(directory.resolve("dashboard.php"), "<h1>Dashboard</h1>");

            page.navigate(php.url() + "/index.php");
            ConsentPage.signInAndAllow(pages);
            assertThat(pages.heading("Dashboard")).isVisible();
            assertThat(origins.calls()).containsExactly(AUTHORIZE, TOKEN);

            OAuthClients.expireTokens(client);
            page.navigate(php.url() + "/products.php");
            assertThat(page.locator("body")).containsText(PRODUCT + ": 1.9");
            assertThat(origins.calls()).containsExactly(REFUSED, TOKEN, ANSWERED);

            page.reload();
            assertThat(page.locator("body")).containsText(PRODUCT + ": 1.9");
            assertThat(origins.calls()).containsExactly(ANSWERED);
        }
    }
}
