package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.basic;
import static org.latchkey.whole.OAuth.form;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.credential.Secret;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Requests for tokens that get none, by clients that have proven themselves. */
@ArquillianTest
class TokenRefusalsIT {

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final OAuthClient open = OAuthClients.open(Codes.REDIRECT);

    @ParameterizedTest
    @ValueSource(strings = {OAuth.TOKEN, OAuth.PAR, OAuth.REVOKE, OAuth.INTROSPECT})
    void everythingIsAPost(String path) {
        for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")) {
            HttpResponse<String> answer = Http.send(
                    method,
                    TestServer.URL + path,
                    "",
                    "Authorization",
                    basic(client.id().toString(), client.secret()));

            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(method).hasValue("POST");
            OAuth.assertUnkept(answer);
        }
    }

    @Test
    void bodyIsAForm() {
        String authorization = basic(client.id().toString(), client.secret());
        String json = "{\"grant_type\":\"client_credentials\"}";
        for (String type : List.of(
                "application/json",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded2",
                "*/*",
                "nonsense")) {
            for (String body : List.of(json, form("grant_type", "client_credentials"))) {
                assertError(
                        OAuth.post(OAuth.TOKEN, body, "Content-Type", type, "Authorization", authorization),
                        400,
                        "invalid_request");
            }
        }
        assertError(OAuth.post(OAuth.TOKEN, json, "Authorization", authorization), 400, "invalid_request");
        OAuth.issued(OAuth.post(
                OAuth.TOKEN,
                form("grant_type", "client_credentials"),
                "Content-Type",
                "Application/X-WWW-Form-URLEncoded; charset=UTF-8",
                "Authorization",
                authorization));
    }

    @Test
    void longBodyIsNotRead() {
        String authorization = basic(client.id().toString(), client.secret());
        String grant = form("grant_type", "client_credentials", "x", "");

        HttpResponse<String> answer =
                OAuth.post(OAuth.TOKEN, grant + "x".repeat(33 * 1024), "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(413);
        OAuth.assertUnkept(answer);
        OAuth.issued(OAuth.post(
                OAuth.TOKEN, grant + "x".repeat(32 * 1024 - grant.length()), "Authorization", authorization));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "=%ff%fe&%00=%00",
                "\u0000\u0001\u00ff",
                "&&&===&",
                "grant_type",
                "grant_type=%",
                "grant_type=client_credentials&code=%zz%",
                "grant_type=authorization_code&code=%00%ff%c3&redirect_uri=%",
                "grant_type=refresh_token&refresh_token=%00%ff",
                "grant_type=client_credentials&scope=%00",
                "grant_type=client_credentials&scope=%e2%80%ae",
                "grant_type=client_credentials&resource=%00"
            })
    void garbageIsRefusedAndBreaksNothing(String body) {
        for (String path : List.of(OAuth.TOKEN, OAuth.PAR, OAuth.REVOKE, OAuth.INTROSPECT)) {
            HttpResponse<String> anybody = OAuth.post(path, body);
            HttpResponse<String> known =
                    OAuth.post(path, body, "Authorization", basic(client.id().toString(), client.secret()));

            assertThat(anybody.statusCode()).as(path + " " + anybody.body()).isIn(400, 401);
            OAuth.assertUnkept(anybody);
            assertThat(known.statusCode()).as(path + " " + known.body()).isBetween(200, 499);
            OAuth.assertUnkept(known);
        }
    }

    @Test
    void onlyRegisteredGrantsOfThisServerGiveTokens() {
        for (String grant : List.of(
                "password",
                "implicit",
                "Client_Credentials",
                "client_credentials ",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "urn:ietf:params:oauth:grant-type:device_code")) {
            assertError(
                    OAuth.post(
                            OAuth.TOKEN,
                            client,
                            "grant_type",
                            grant,
                            "username",
                            Demo.ADMINISTRATOR,
                            "password",
                            TestServer.demo().password()),
                    400,
                    "unsupported_grant_type");
        }
        assertError(OAuth.post(OAuth.TOKEN, client), 400, "invalid_request");
        assertError(OAuth.post(OAuth.TOKEN, client, "grant_type", ""), 400, "invalid_request");
        assertError(OAuth.post(OAuth.TOKEN, open, "grant_type", "client_credentials"), 400, "unauthorized_client");
        OAuthClients.with(client, "grants = 'client_credentials'");
        assertError(OAuth.redeem(client, Codes.of(client)), 400, "unauthorized_client");
        assertError(OAuth.refresh(client, "x"), 400, "unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "code", "redirect_uri", "code_verifier", "client_id", "scope", "unknown"})
    void nothingIsThereTwice(String name) {
        String code = Codes.challenged(client);
        String good = form(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Codes.REDIRECT,
                "code_verifier",
                Codes.VERIFIER);
        String authorization = basic(client.id().toString(), client.secret());
        String twice = "&" + name + "=x&" + name + "=";

        assertError(OAuth.post(OAuth.TOKEN, good + twice, "Authorization", authorization), 400, "invalid_request");
        OAuth.issued(OAuth.post(OAuth.TOKEN, good, "Authorization", authorization));
    }

    @Test
    void codeIsItsClientsOwn() {
        String code = Codes.of(client);
        OAuthClient thief = OAuthClients.confidential(Codes.REDIRECT);

        assertError(OAuth.redeem(thief, code), 400, "invalid_grant");
        assertError(OAuth.redeem(open, code), 400, "invalid_grant");

        OAuth.issued(OAuth.redeem(client, code));
        assertError(OAuth.redeem(thief, code), 400, "invalid_grant");
        assertThat(Keys.number(
                        "SELECT COUNT(*) FROM token_family WHERE client_id = ? AND ended_at IS NULL",
                        client.id().toString()))
                .as("a stranger ends nothing")
                .isEqualTo(1);
    }

    @Test
    void codeIsRedeemedWithTheAddressThatItWasSentTo() {
        OAuthClients.with(client, "redirects = ?", Codes.REDIRECT + "\nhttps://app.example/other");
        String code = Codes.of(client);

        for (String wrong : List.of(
                "", "https://app.example/other", Codes.REDIRECT + "/", Codes.REDIRECT + "?", "https://evil.example/")) {
            assertError(
                    OAuth.post(
                            OAuth.TOKEN,
                            client,
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "redirect_uri",
                            wrong),
                    400,
                    "invalid_grant");
        }
        assertError(
                OAuth.post(OAuth.TOKEN, client, "grant_type", "authorization_code", "code", code),
                400,
                "invalid_grant");
        OAuth.issued(OAuth.redeem(client, code));
    }

    @Test
    void codeLivesForAMinute() {
        assertError(
                OAuth.redeem(client, Codes.with(Codes.of(client), "code_until = UTC_TIMESTAMP(6)")),
                400,
                "invalid_grant");
        assertError(
                OAuth.redeem(client, Codes.with(Codes.of(client), "ended_at = UTC_TIMESTAMP(6)")),
                400,
                "invalid_grant");
    }

    @Test
    void codeIsAskedForAndHasToBeThere() {
        assertError(
                OAuth.post(OAuth.TOKEN, client, "grant_type", "authorization_code", "redirect_uri", Codes.REDIRECT),
                400,
                "invalid_request");
        for (String wrong : List.of(
                "x", " ", "ä", "\u0000", "x".repeat(10_000), UUID.randomUUID().toString())) {
            assertError(OAuth.redeem(client, wrong), 400, "invalid_grant");
        }
    }

    @Test
    void codeDoesNotOutliveWhatItRestsOn() {
        String afterPassword = Codes.with(Codes.of(client), "password_print = REPEAT('x', 32)");
        assertError(OAuth.redeem(client, afterPassword), 400, "invalid_grant");

        String afterWithdrawal = Codes.of(client);
        Keys.change("DELETE FROM consent WHERE client_id = ?", client.id().toString());
        assertError(OAuth.redeem(client, afterWithdrawal), 400, "invalid_grant");
    }

    @Test
    void verifierHasToFitTheChallenge() {
        String code = Codes.challenged(client);

        assertError(OAuth.redeem(client, code), 400, "invalid_grant");
        for (String wrong : List.of(
                "",
                "x".repeat(43),
                Codes.VERIFIER.substring(1),
                Codes.VERIFIER + "x",
                Codes.VERIFIER + " ",
                Codes.VERIFIER.replace('a', 'ä'),
                Codes.challenge(Codes.VERIFIER),
                "x".repeat(129))) {
            assertError(OAuth.redeem(client, code, "code_verifier", wrong), 400, "invalid_grant");
        }
        OAuth.issued(OAuth.redeem(client, code, "code_verifier", Codes.VERIFIER));
    }

    @Test
    void shortVerifierIsRefusedEvenWhereItFits() {
        for (String weak : List.of("x", "x".repeat(42), "x".repeat(129))) {
            String code = Codes.with(Codes.challenged(client), "challenge = '" + Codes.challenge(weak) + "'");

            assertError(OAuth.redeem(client, code, "code_verifier", weak), 400, "invalid_grant");
        }
    }

    @Test
    void verifierWithoutAChallengeIsAMistake() {
        String code = Codes.of(client);

        assertError(OAuth.redeem(client, code, "code_verifier", Codes.VERIFIER), 400, "invalid_grant");
        OAuth.issued(OAuth.redeem(client, code));
    }

    @Test
    void scopesOfAClientAreItsMost() {
        for (String scope : List.of("admin", "read admin", "company:view", "api-access:change", "READ", " ")) {
            assertError(
                    OAuth.post(OAuth.TOKEN, client, "grant_type", "client_credentials", "scope", scope),
                    400,
                    "invalid_scope");
        }
    }

    @Test
    void resourceMayBeNarrowedAndNotLeft() {
        JsonObject narrowed =
                OAuth.issued(OAuth.redeem(client, Codes.of(client), "resource", TestServer.URL + "/api/2/whoami"));
        assertThat(OAuth.use(narrowed.getString("access_token"))).isEqualTo("200");
        HttpResponse<String> outside = Http.get(
                TestServer.URL + "/api/2/auth/keys", "Authorization", "Bearer " + narrowed.getString("access_token"));
        Api.assertProblem(outside, 401, "token_audience");

        for (String wrong : List.of(
                "https://other.example",
                TestServer.URL + ".evil.example",
                TestServer.URL + "/../x",
                TestServer.URL + "?x",
                TestServer.URL + "/" + "x".repeat(1000),
                "x")) {
            assertError(OAuth.redeem(client, Codes.of(client), "resource", wrong), 400, "invalid_target");
            assertError(
                    OAuth.post(OAuth.TOKEN, client, "grant_type", "client_credentials", "resource", wrong),
                    400,
                    "invalid_target");
        }
        String bound = Codes.with(Codes.of(client), "audience = '" + TestServer.URL + "/api/2'");
        assertError(OAuth.redeem(client, bound, "resource", TestServer.URL + "/api"), 400, "invalid_target");
        assertError(OAuth.redeem(client, bound, "resource", TestServer.URL + "/api/22"), 400, "invalid_target");
        assertError(
                OAuth.redeem(client, bound, "resource", TestServer.URL + "/api/2", "resource", TestServer.URL),
                400,
                "invalid_target");
        JsonObject tokens = OAuth.issued(OAuth.redeem(client, bound));
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("200");
        assertError(
                OAuth.refresh(client, tokens.getString("refresh_token"), "resource", TestServer.URL),
                400,
                "invalid_target");
    }

    @Test
    void clientThatIsNamedLikeAUserActsAsItsDeveloperAllTheSame() {
        OAuthClients.with(client, "name = ?", Demo.VIEWER);
        for (String user : List.of(Demo.VIEWER, Demo.ADMINISTRATOR, "1", "2")) {
            assertError(
                    OAuth.post(
                            OAuth.TOKEN,
                            form("grant_type", "client_credentials"),
                            "Authorization",
                            basic(user, client.secret())),
                    401,
                    "invalid_client");
        }
        JsonObject tokens = OAuth.issued(OAuth.post(
                OAuth.TOKEN,
                client,
                "grant_type",
                "client_credentials",
                "username",
                Demo.VIEWER,
                "sub",
                Demo.VIEWER,
                "user_id",
                "2"));
        HttpResponse<String> whoami = Http.get(
                TestServer.URL + "/api/2/whoami", "Authorization", "Bearer " + tokens.getString("access_token"));

        assertThat(Http.json(whoami).getJsonObject("user").getString("email")).isEqualTo(Demo.ADMINISTRATOR);
    }

    @Test
    void clientEndsWithItsDeveloper() {
        OAuthClient orphan = OAuthClients.confidential(Codes.REDIRECT);
        Keys.change("""
                INSERT IGNORE INTO developer SELECT id, name, email, UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, Demo.VIEWER);
        OAuthClients.with(orphan, "owner_id = (SELECT id FROM user_account WHERE email = ?)", Demo.VIEWER);
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?", Demo.VIEWER);
        try {
            assertError(
                    OAuth.post(OAuth.TOKEN, orphan, "grant_type", "client_credentials"), 400, "unauthorized_client");
            assertThat(Keys.number(
                            "SELECT COUNT(*) FROM token_family WHERE client_id = ?",
                            orphan.id().toString()))
                    .isZero();
        } finally {
            Keys.change("UPDATE user_account SET disabled_at = NULL WHERE email = ?", Demo.VIEWER);
        }
    }

    @Test
    void nothingIsStoredThatWouldOpenAnything() {
        JsonObject tokens = OAuth.tokens(client);
        List<String> secrets =
                List.of(client.secret(), tokens.getString("access_token"), tokens.getString("refresh_token"));
        for (String table : List.of("client", "token_family", "access_token", "consent", "client_assertion")) {
            for (String column : Keys.texts(
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'latchkey'"
                            + " AND table_name = ?",
                    table)) {
                for (String secret : secrets) {
                    assertThat(Keys.number(
                                    "SELECT COUNT(*) FROM " + table + " WHERE INSTR(`" + column + "`, ?) > 0",
                                    secret.substring(secret.length() - Secret.LENGTH)))
                            .as(table + "." + column)
                            .isZero();
                }
            }
        }
    }

    @Test
    void guessingIsSlowedDownAtItsAddressOnly() {
        String guess = form("grant_type", "client_credentials", "client_id", "x", "client_secret", "y");
        String answer = "";
        for (int i = 0; i < 1000 && !answer.startsWith("HTTP/1.1 429"); i++) {
            // What anybody can write is not where they are.
            answer = from("127.0.0.77", guess, "X-Forwarded-For: 192.0.2." + i % 256);
        }

        assertThat(answer)
                .startsWith("HTTP/1.1 429")
                .containsPattern("\r\nRetry-After: [1-9][0-9]*\r\n")
                .contains("\r\nCache-Control: no-store\r\n", "\"slow_down\"");
        assertThat(from("127.0.0.78", guess)).startsWith("HTTP/1.1 401");
    }

    private static String from(String address, String body, String... headers) {
        List<String> all =
                new ArrayList<>(List.of("Host: localhost", "Content-Type: application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return Raw.sendFrom(address, "POST " + OAuth.TOKEN + " HTTP/1.1", body, all.toArray(String[]::new));
    }
}
