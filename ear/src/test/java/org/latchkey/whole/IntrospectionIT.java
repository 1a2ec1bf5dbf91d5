package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.form;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Who is told of tokens and who ends them, and of which. */
@ArquillianTest
class IntrospectionIT {

    private static final String DEAD = "{\"active\":false}";

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final OAuthClient open = OAuthClients.open(Codes.REDIRECT);

    @Test
    void whoDoesNotProveThemselvesIsToldNothing() {
        String token = OAuth.tokens(open).getString("access_token");

        assertError(OAuth.post(OAuth.INTROSPECT, form("token", token)), 401, "invalid_client");
        assertError(OAuth.post(OAuth.INTROSPECT, open, "token", token), 401, "invalid_client");
        assertError(
                OAuth.post(OAuth.INTROSPECT, form("token", token), "Authorization", "Bearer " + token),
                401,
                "invalid_client");
        assertError(
                OAuth.post(OAuth.INTROSPECT, new OAuthClient(client.id(), "wrong"), "token", token),
                401,
                "invalid_client");
        assertError(OAuth.post(OAuth.INTROSPECT, client), 400, "invalid_request");
    }

    @Test
    void clientIsToldOfItsToken() {
        JsonObject tokens = OAuth.tokens(client);
        JsonObject access =
                OAuth.issued(OAuth.post(OAuth.INTROSPECT, client, "token", tokens.getString("access_token")));
        JsonObject refresh = OAuth.issued(OAuth.post(
                OAuth.INTROSPECT, client, "token", tokens.getString("refresh_token"), "token_type_hint", "nonsense"));

        assertThat(access.keySet())
                .containsExactlyInAnyOrder(
                        "active", "scope", "client_id", "token_type", "exp", "iat", "sub", "aud", "iss", "jti");
        assertThat(access.getString("client_id")).isEqualTo(client.id().toString());
        assertThat(access.getString("iss")).isEqualTo(TestServer.URL);
        assertThat(access.getString("scope")).isEqualTo("read write");
        assertThat(access.getInt("exp") - access.getInt("iat")).isEqualTo(3600);
        assertThat(refresh.keySet()).containsExactlyInAnyOrder("active", "scope", "client_id", "exp", "sub", "iss");
    }

    @Test
    void resourceServerOfTheCompanyIsToldAndAnotherCompanysIsNot() {
        JsonObject tokens = OAuth.tokens(open);
        OAuthClient server = OAuthClients.confidential(Codes.REDIRECT);
        Keys.change("INSERT IGNORE INTO company (id, name, plan, time_zone) VALUES (79, 'Elsewhere', 'FREE', 'UTC')");
        OAuthClient foreign = OAuthClients.with(OAuthClients.confidential(Codes.REDIRECT), "company_id = 79");

        for (String token : List.of(tokens.getString("access_token"), tokens.getString("refresh_token"))) {
            assertThat(OAuth.isActive(server, token)).isTrue();
            assertDead(foreign, token);
        }
    }

    @Test
    void ofADeadTokenThereIsNothingToTell() {
        JsonObject tokens = OAuth.tokens(client);
        String access = tokens.getString("access_token");

        for (String dead : List.of(
                "x",
                "ä",
                access + "x",
                access.substring(0, access.lastIndexOf('.') + 1),
                Tokens.unknown(),
                Tokens.part("{\"alg\":\"none\"}") + access.substring(access.indexOf('.')),
                Codes.of(client),
                client.secret(),
                Keys.active().reveal())) {
            assertDead(client, dead);
        }
        OAuthClients.expireTokens(client);
        assertDead(client, access);
        OAuth.issued(OAuth.refresh(client, tokens.getString("refresh_token")));
        assertDead(client, tokens.getString("refresh_token"));
    }

    @Test
    void tokensOfADisabledClientAreDead() {
        JsonObject tokens = OAuth.tokens(open);
        OAuthClients.with(open, "disabled_at = UTC_TIMESTAMP(6)");

        assertDead(client, tokens.getString("access_token"));
        assertDead(client, tokens.getString("refresh_token"));
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 token_ended");
    }

    @Test
    void whoDoesNotProveThemselvesEndsNothing() {
        String token = OAuth.tokens(client).getString("access_token");

        assertError(OAuth.post(OAuth.REVOKE, form("token", token)), 401, "invalid_client");
        assertError(
                OAuth.post(OAuth.REVOKE, new OAuthClient(client.id(), "wrong"), "token", token), 401, "invalid_client");
        assertError(
                OAuth.post(OAuth.REVOKE, new OAuthClient(client.id(), null), "token", token), 401, "invalid_client");
        assertError(OAuth.post(OAuth.REVOKE, client), 400, "invalid_request");

        assertThat(OAuth.use(token)).isEqualTo("200");
    }

    @Test
    void publicClientEndsItsOwnTokens() {
        String own = OAuth.tokens(open).getString("access_token");
        String others = OAuth.tokens(client).getString("refresh_token");

        HttpResponse<String> answer = OAuth.post(OAuth.REVOKE, open, "token", own, "token_type_hint", "refresh_token");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        OAuth.assertUnkept(answer);
        OAuth.post(OAuth.REVOKE, open, "token", others);

        assertThat(OAuth.use(own)).isEqualTo("401 token_ended");
        OAuth.issued(OAuth.refresh(client, others));
    }

    private static void assertDead(OAuthClient asking, String token) {
        HttpResponse<String> answer = OAuth.post(OAuth.INTROSPECT, asking, "token", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(DEAD);
        OAuth.assertUnkept(answer);
    }
}
