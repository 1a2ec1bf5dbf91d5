package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test of pages in a real browser, which must not complain of them. */
abstract class BrowserTest {

    /** What a person would have seen where a test fails. */
    @RegisterExtension
    final AfterTestExecutionCallback picture = test -> test.getExecutionException()
            .ifPresent(failure ->
                    screenshot("failed-" + test.getRequiredTestMethod().getName()));

    private final List<String> complaints = new ArrayList<>();
    BrowserContext context;
    Pages pages;
    Page page;

    @BeforeEach
    void openPage() {
        context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-GB")
                        .setViewportSize(1280, 800)
                        .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        pages = new Pages(page, TestServer.URL);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void browserComplainedOfNothing() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    void signIn(String email) {
        pages.signIn(email, TestServer.demo().password());
    }

    void screenshot(String name) {
        Path file = TestServer.TARGET.resolve("screenshots").resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    /** The page in the sizes and colours that people have, to be looked at. */
    void screenshots(String name) {
        for (int width : new int[] {360, 1920, 1280}) {
            page.setViewportSize(width, 800);
            screenshot(name + "-" + width);
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("%s at %d px", name, width)
                    .isLessThanOrEqualTo(width);
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        screenshot(name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
