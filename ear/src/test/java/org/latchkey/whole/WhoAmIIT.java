package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Demo;

/** What {@code GET /api/2/whoami} tells, and how its surroundings answer. */
@ArquillianTest
class WhoAmIIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    @Test
    void callerLearnsWhoTheyAreThroughWhichKeyAndWhere() {
        ApiKey key = Keys.active();
        HttpResponse<String> answer = Http.get(WHOAMI, "x-api-key", key.reveal());

        JsonObject identity = Http.json(answer);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(identity.getJsonObject("user").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
        assertThat(identity.getJsonObject("credential").getString("type")).isEqualTo("api_key");
        assertThat(identity.getJsonObject("credential").getString("id"))
                .isEqualTo(key.id().toString());
        assertThat(answer.body()).doesNotContain(key.reveal());
        JsonObject company = identity.getJsonArray("companies").getJsonObject(0);
        assertThat(company.getInt("id")).isEqualTo(1);
        assertThat(company.getString("role")).isEqualTo("Administrator");
        assertThat(company.getJsonArray("permissions"))
                .hasToString("[\"api-access:change\",\"api-access:view\",\"company:change\",\"company:view\","
                        + "\"customers:change\",\"customers:view\",\"products:change\",\"products:view\"]");
    }

    @Test
    void keyOfAViewerMayOnlyView() {
        JsonObject identity =
                Http.json(Http.get(WHOAMI, "x-api-key", Keys.of(Demo.VIEWER).reveal()));

        assertThat(identity.getJsonArray("companies").getJsonObject(0).getJsonArray("permissions"))
                .hasToString("[\"api-access:view\",\"customers:view\",\"products:view\"]");
    }

    @Test
    void keyActsOnlyInTheCompanyItWasMadeIn() {
        ApiKey key = Keys.active();
        Keys.change("INSERT INTO company (id, name, plan, time_zone) VALUES (990077, 'Other', 'FREE', 'UTC')");
        Keys.change("INSERT INTO role (id, company_id, name) VALUES (990077, 990077, 'Administrator')");
        Keys.change("INSERT INTO role_permission VALUES (990077, 'api-access', 'VIEW')");
        Keys.change(
                "INSERT INTO membership SELECT id, 990077, 990077 FROM user_account WHERE email = ?",
                Demo.ADMINISTRATOR);
        try {
            JsonObject identity = Http.json(Http.get(WHOAMI, "x-api-key", key.reveal()));

            assertThat(identity.getJsonArray("companies")).hasSize(1);
        } finally {
            Keys.change("DELETE FROM membership WHERE company_id = 990077");
            Keys.change("DELETE FROM role_permission WHERE role_id = 990077");
            Keys.change("DELETE FROM role WHERE id = 990077");
            Keys.change("DELETE FROM company WHERE id = 990077");
        }
    }

    @Test
    void roleTakenFromTheOwnerIsGoneOnTheNextRequest() {
        ApiKey key = Keys.of(Demo.VIEWER);
        String role = "UPDATE membership SET role_id = ? WHERE user_id = (SELECT id FROM user_account WHERE email = ?)";
        Keys.change(role, 1, Demo.VIEWER);
        try {
            assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).body()).contains("api-access:change");
        } finally {
            Keys.change(role, 2, Demo.VIEWER);
        }
        assertThat(Http.get(WHOAMI, "x-api-key", key.reveal()).body()).doesNotContain("api-access:change");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/2/nothing, 404, not_found",
        "GET, /api, 404, not_found",
        "GET, /api/2/whoami/more, 404, not_found",
        "POST, /api/2/whoami, 405, method_not_allowed",
        "DELETE, /api/2/whoami, 405, method_not_allowed"
    })
    void badPathOrMethodIsAProblem(String method, String path, int status, String code) {
        HttpResponse<String> answer = Http.send(
                method,
                TestServer.URL + path,
                "",
                "x-api-key",
                TestServer.demo().key());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Http.json(answer).getString("code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/2/nothing",
        "GET, /api",
        "POST, /api/2/whoami",
        "DELETE, /api/2/../2/whoami",
        "PROPFIND, /api/x"
    })
    void credentialIsCheckedBeforePathAndMethod(String method, String path) {
        HttpResponse<String> answer = Http.send(method, TestServer.URL + path, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Http.json(answer).getString("code")).isEqualTo("credential_missing");
    }

    @Test
    void unacceptableAcceptHeaderIsAProblem() {
        HttpResponse<String> answer =
                Http.get(WHOAMI, "x-api-key", TestServer.demo().key(), "Accept", "text/csv");

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void keyOpensNoPage() {
        HttpResponse<String> answer = Http.get(
                TestServer.URL + "/account/api/keys",
                "x-api-key",
                TestServer.demo().key());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).contains("/account/signin");
    }
}
