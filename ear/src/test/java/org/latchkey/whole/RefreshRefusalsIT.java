package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.OAuth.assertError;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Refresh tokens that give nothing any more, or never gave anything. */
@ArquillianTest
class RefreshRefusalsIT {

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);

    @Test
    void refreshTokenIsItsClientsOwn() {
        String token = OAuth.tokens(client).getString("refresh_token");

        assertError(OAuth.refresh(OAuthClients.confidential(Codes.REDIRECT), token), 400, "invalid_grant");
        assertError(OAuth.refresh(OAuthClients.open(Codes.REDIRECT), token), 400, "invalid_grant");

        OAuth.issued(OAuth.refresh(client, token));
    }

    @Test
    void whatWasNeverIssuedIsRefused() {
        JsonObject tokens = OAuth.tokens(client);
        String token = tokens.getString("refresh_token");

        assertError(OAuth.post(OAuth.TOKEN, client, "grant_type", "refresh_token"), 400, "invalid_request");
        for (String wrong : List.of(
                "x",
                "refresh:",
                token + "x",
                token.toUpperCase(Locale.ROOT),
                " " + token,
                token.substring("refresh:".length()),
                tokens.getString("access_token"),
                Codes.of(client),
                "refresh:" + UUID.randomUUID() + ":" + "x".repeat(43))) {
            assertError(OAuth.refresh(client, wrong), 400, "invalid_grant");
        }
        OAuth.issued(OAuth.refresh(client, token));
    }

    @Test
    void guessedSecretOfAFamilyEndsIt() {
        String token = OAuth.tokens(client).getString("refresh_token");

        assertError(
                OAuth.refresh(client, token.substring(0, token.length() - 43) + "x".repeat(43)), 400, "invalid_grant");
        assertError(OAuth.refresh(client, token), 400, "invalid_grant");
    }

    @Test
    void widerScopeIsRefusedAndUsesNothingUp() {
        String token = OAuth.tokens(client).getString("refresh_token");

        for (String wider : List.of("read write company:view", "admin", "company:view", " ")) {
            assertError(OAuth.refresh(client, token, "scope", wider), 400, "invalid_scope");
        }
        OAuth.issued(OAuth.refresh(client, token));
    }

    @Test
    void refreshGivesNoMoreThanTheClientStillRegisters() {
        String token = OAuth.tokens(client).getString("refresh_token");
        OAuthClients.with(client, "scopes = 'read'");

        assertError(OAuth.refresh(client, token, "scope", "write"), 400, "invalid_scope");
        assertThat(OAuth.issued(OAuth.refresh(client, token)).getString("scope"))
                .isEqualTo("read");
    }

    @Test
    void expiredRefreshTokenIsRefused() {
        String token = OAuth.tokens(client).getString("refresh_token");
        family("refresh_until = UTC_TIMESTAMP(6)");

        assertError(OAuth.refresh(client, token), 400, "invalid_grant");
        assertThat(OAuth.isActive(client, token)).isFalse();
    }

    @Test
    void withdrawnConsentEndsAllThatRestsOnIt() {
        JsonObject tokens = OAuth.tokens(client);
        Keys.change("DELETE FROM consent WHERE client_id = ?", client.id().toString());

        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 token_unknown");
        assertThat(OAuth.isActive(client, tokens.getString("access_token"))).isFalse();
        assertThat(OAuth.isActive(client, tokens.getString("refresh_token"))).isFalse();
    }

    @Test
    void anotherPasswordEndsItForGood() {
        String email = person();
        JsonObject tokens = tokensOf(email);
        Keys.change("UPDATE user_account SET password = 'another' WHERE email = ?", email);

        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 token_ended");
        assertThat(OAuth.isActive(client, tokens.getString("access_token"))).isFalse();

        Keys.change("UPDATE user_account SET password = 'first' WHERE email = ?", email);
        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void disabledUserEndsItForGood() {
        String email = person();
        JsonObject tokens = tokensOf(email);
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?", email);

        assertThat(OAuth.isActive(client, tokens.getString("refresh_token"))).isFalse();
        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 owner_inactive");
        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");

        Keys.change("UPDATE user_account SET disabled_at = NULL WHERE email = ?", email);
        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void whoHasLeftTheCompanyIsNoLongerActedFor() {
        String email = person();
        JsonObject tokens = tokensOf(email);
        Keys.change("DELETE FROM membership WHERE user_id = (SELECT id FROM user_account WHERE email = ?)", email);

        assertThat(OAuth.use(tokens.getString("access_token"))).isEqualTo("401 owner_inactive");
        assertError(OAuth.refresh(client, tokens.getString("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void clientWithoutTheGrantIsGivenNoRefreshToken() {
        OAuthClients.with(client, "grants = 'authorization_code'");

        assertThat(OAuth.tokens(client).containsKey("refresh_token")).isFalse();
    }

    /** Somebody of the demo company who is no one else's. */
    private static String person() {
        String email = UUID.randomUUID() + "@bank.example";
        Keys.change("INSERT INTO user_account (email, name, password) VALUES (?, 'Person', 'first')", email);
        Keys.change("""
                INSERT INTO membership
                SELECT p.id, m.company_id, m.role_id
                FROM user_account p, membership m JOIN user_account u ON u.id = m.user_id
                WHERE p.email = ? AND u.email = ? AND m.company_id = 1
                """, email, Demo.VIEWER);
        return email;
    }

    private JsonObject tokensOf(String email) {
        JsonObject tokens = OAuth.tokens(client);
        family("""
                user_id = (SELECT id FROM user_account WHERE email = '%s'),
                password_print = UNHEX(SHA2('first', 256))
                """.formatted(email));
        return tokens;
    }

    private void family(String assignments) {
        Keys.change(
                "UPDATE token_family SET " + assignments + " WHERE client_id = ?",
                client.id().toString());
    }
}
