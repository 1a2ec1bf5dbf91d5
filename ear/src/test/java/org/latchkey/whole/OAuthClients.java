package org.latchkey.whole;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.latchkey.credential.Secret;
import org.latchkey.server.Demo;

/** Rows of OAuth clients as a test needs them, past the services; the demo company's administrator is their developer. */
final class OAuthClients {

    private static final SecureRandom RANDOM = new SecureRandom();

    private OAuthClients() {}

    /**
     * A client that a test made.
     *
     * @param secret null where it has none
     */
    record OAuthClient(UUID id, String secret) {}

    /** A client with a secret. */
    static OAuthClient confidential(String redirect) {
        Secret secret = Secret.issue(RANDOM);
        return insert(redirect, "authorization_code refresh_token client_credentials", false, secret, "");
    }

    /** A client with keys in place of a secret. */
    static OAuthClient withKeys(String redirect, String jwks) {
        return insert(redirect, "authorization_code refresh_token client_credentials", false, null, jwks);
    }

    /** A public client. */
    static OAuthClient open(String redirect) {
        return insert(redirect, "authorization_code refresh_token", true, null, "");
    }

    private static OAuthClient insert(String redirect, String grants, boolean open, Secret secret, String jwks) {
        TestServer.demo();
        UUID id = UUID.randomUUID();
        Keys.change("""
                INSERT IGNORE INTO developer
                SELECT id, name, email, UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, Demo.ADMINISTRATOR);
        Keys.change(
                """
                INSERT INTO client
                    (id, company_id, owner_id, name, logo, homepage, public, grants, scopes, redirects, access_seconds,
                     refresh_seconds, dpop_required, jwks, digest, hint, created_at)
                SELECT ?, 1, id, ?, '', '', ?, ?, 'read write', ?, 3600, 1209600, FALSE, ?, ?, ?, UTC_TIMESTAMP(6)
                FROM user_account WHERE email = ?
                """,
                id.toString(),
                "Client " + id,
                open,
                grants,
                redirect,
                jwks,
                secret == null ? null : secret.digest().toBytes(),
                secret == null ? null : secret.hint(),
                Demo.ADMINISTRATOR);
        return new OAuthClient(id, secret == null ? null : secret.reveal());
    }

    /** The same client with something of its row changed. */
    static OAuthClient with(OAuthClient client, String assignments, Object... values) {
        Object[] parameters = Arrays.copyOf(values, values.length + 1);
        parameters[values.length] = client.id().toString();
        Keys.change("UPDATE client SET " + assignments + " WHERE id = ?", parameters);
        return client;
    }

    /** Lets all access tokens of a client expire, as time does; none of them has been used yet, or servers know them. */
    static void expireTokens(OAuthClient client) {
        Keys.change("""
                UPDATE access_token SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND
                WHERE family_id IN (SELECT id FROM token_family WHERE client_id = ?)
                """, client.id().toString());
    }
}
