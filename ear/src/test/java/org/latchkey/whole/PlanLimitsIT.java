package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;

/** How often a company may call each API, and a client for its user: each answer tells. */
@ArquillianTest
class PlanLimitsIT {

    private final OwnCompany company = OwnCompany.found();

    @Test
    void eachApiHasALimitOfItsOwnByThePlan() {
        ApiKey key = key();

        HttpResponse<String> answer = post("/api/query", key);
        assertThat(answer.headers().allValues("RateLimit-Policy"))
                .containsExactlyInAnyOrder("\"key\";q=600;w=60", "\"query\";q=600;w=60");
        assertThat(answer.headers().allValues("RateLimit")).anyMatch(left -> left.startsWith("\"query\";r=599;t="));

        assertThat(post("/api/import", key).headers().allValues("RateLimit"))
                .anyMatch(left -> left.startsWith("\"import\";r=29;t="));
        // All keys of the company take from one limit, which fills again meanwhile.
        int taken = 1;
        HttpResponse<String> last = post("/api/import", key());
        for (; last.statusCode() != 429 && taken < 200; taken++) {
            last = post("/api/import", key());
        }
        Api.assertProblem(last, 429, "rate_limit_exceeded");
        assertThat(taken).isGreaterThanOrEqualTo(30);
        assertThat(last.headers().firstValue("Retry-After")).get().isIn("1", "2");
        assertThat(post("/api/query", key).headers().allValues("RateLimit"))
                .anyMatch(left -> left.startsWith("\"query\";r=59"));
        for (String same : List.of("/api/import/", "/api//import", "/api/im%70ort", "/api/import;x=1")) {
            assertThat(post(same, key).headers().allValues("RateLimit-Policy"))
                    .as(same)
                    .contains("\"import\";q=30;w=60");
        }
        assertThat(post("/%76%31", key).headers().allValues("RateLimit-Policy")).contains("\"graphql\";q=600;w=60");

        HttpResponse<String> own = Http.get(TestServer.URL + "/api/2/whoami", "x-api-key", key.reveal());
        assertThat(own.headers().allValues("RateLimit-Policy")).containsExactly("\"key\";q=600;w=60");
    }

    @Test
    void clientHasALimitOfItsOwn() {
        Keys.change("UPDATE company SET key_requests_per_minute = 2 WHERE id = ?", company.id);
        String token = Tokens.token().of(company.administrator()).issue();
        Keys.change(
                "UPDATE token_family SET company_id = ? WHERE user_id = (SELECT id FROM user_account WHERE email = ?)",
                company.id,
                company.administrator());
        String url = TestServer.URL + "/api/2/whoami";

        HttpResponse<String> first = Http.bearer(url, token);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"client\";q=2;w=60");
        assertThat(Http.bearer(url, token).headers().firstValue("RateLimit").orElseThrow())
                .startsWith("\"client\";r=0;t=");
        Api.assertProblem(Http.bearer(url, token), 429, "rate_limit_exceeded");
    }

    /** What is refused before an API is reached is written as that API writes its errors. */
    @Test
    void missingCredentialIsRefusedInTheFormatOfTheApi() {
        HttpResponse<String> odata = Http.get(TestServer.URL + "/odata/products");
        assertThat(odata.statusCode()).isEqualTo(401);
        assertThat(odata.headers().firstValue("OData-Version")).hasValue("4.0");
        assertThat(Http.json(odata).getJsonObject("error").getString("code")).isEqualTo("credential_missing");

        HttpResponse<String> graphQl =
                Http.send("POST", TestServer.URL + "/v1", "{}", "Accept", "application/graphql-response+json");
        assertThat(graphQl.statusCode()).isEqualTo(401);
        assertThat(graphQl.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/graphql-response+json");
        assertThat(Http.json(graphQl)
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getJsonObject("extensions")
                        .getString("code"))
                .isEqualTo("credential_missing");
    }

    private ApiKey key() {
        return Keys.with(
                "company_id = ?, owner_id = (SELECT id FROM user_account WHERE email = ?)",
                company.id,
                company.administrator());
    }

    private static HttpResponse<String> post(String path, ApiKey key) {
        return Http.send("POST", TestServer.URL + path, "", "x-api-key", key.reveal());
    }
}
