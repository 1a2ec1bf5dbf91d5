package org.latchkey.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/** GraphQL tried on a page, as the signed-in user. */
@ArquillianTest
class GraphiQlPageIT extends BrowserTest {

    private static final String ENDPOINT = TestServer.URL + "/account/api/graphql";
    private static final String QUERY = "{\"query\": \"{me {email}}\"}";

    @Test
    void queryIsRunAsWhoeverIsSignedInAndNobodyElseGetsAtTheirSession() {
        OwnCompany company = OwnCompany.found();
        Keys.change("""
                INSERT INTO product (version, company_id, name, price, stock, visible, changed_at)
                VALUES (0, ?, 'Stopper of cork', 2.5, 3, TRUE, UTC_TIMESTAMP(6))
                """, company.id);
        pages.signIn(company.viewer(), OwnCompany.PASSWORD);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("GraphiQL"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Execute query")))
                .click();
        assertThat(page.locator(".result-window")).containsText("Stopper of cork");
        assertThat(page.locator(".result-window")).containsText("\"count\": 1");
        screenshots("graphiql");

        assertThat(post(QUERY, "X-Latchkey-Page", "graphiql").text()).contains(company.viewer());
        assertThat(post(
                                "{\"query\": \"mutation {productCreate(companyId: " + company.id
                                        + ", data: {name: \\\"New\\\"}) {data {name}}}\"}",
                                "X-Latchkey-Page",
                                "graphiql")
                        .text())
                .contains("\"code\":\"permission_missing\"");
        assertThat(post(QUERY, "Accept", "*/*").status()).isEqualTo(403);
        assertThat(post(QUERY, "X-Latchkey-Page", "graphiql", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(post(QUERY, "X-Latchkey-Page", "graphiql", "Sec-Fetch-Site", "same-site")
                        .status())
                .isEqualTo(403);
        assertThat(post(QUERY, "X-Latchkey-Page", "graphiql", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(post("{", "X-Latchkey-Page", "graphiql").status()).isEqualTo(400);
        assertThat(post("{\"query\": \"{" + "a".repeat(101) + ": __typename}\"}", "X-Latchkey-Page", "graphiql")
                        .status())
                .isEqualTo(400);
        APIResponse refused = Stream.generate(() -> post("{", "X-Latchkey-Page", "graphiql"))
                .limit(500)
                .filter(it -> it.status() != 400)
                .findFirst()
                .orElseThrow();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 60);
        assertThat(refused.text()).contains("\"code\":\"rate_limit_exceeded\"");

        String key = Keys.active().reveal();
        assertThat(Http.send("POST", ENDPOINT, QUERY, "x-api-key", key, "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(302);
    }

    /** With the cookies of the browser. */
    private APIResponse post(String body, String... headers) {
        RequestOptions options = RequestOptions.create().setData(body).setHeader("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            options.setHeader(headers[i], headers[i + 1]);
        }
        return context.request().post(ENDPOINT, options);
    }
}
