package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.latchkey.server.Demo;

/** The page on which users are asked, as one of them uses it. */
final class ConsentPage {

    private ConsentPage() {}

    /** Signs in on the way to it, as the demo company's administrator, and allows what is asked for. */
    static void signInAndAllow(Pages pages) {
        pages.fillSignIn(Demo.ADMINISTRATOR, TestServer.demo().password());
        assertThat(pages.button("Allow")).isVisible();
        pages.button("Allow").click();
    }
}
