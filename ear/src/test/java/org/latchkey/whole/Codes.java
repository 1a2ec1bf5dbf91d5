package org.latchkey.whole;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.latchkey.credential.Secret;
import org.latchkey.server.Demo;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Codes as a user's consent gives them, past the page that asks: of the demo company's administrator, for everything. */
final class Codes {

    static final String REDIRECT = "https://app.example/callback";
    static final String VERIFIER = "0123456789012345678901234567890123456789abc";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    /** A code without a challenge, sent to {@link #REDIRECT}. */
    static String of(OAuthClient client) {
        return of(client, null);
    }

    /** A code with the challenge of {@link #VERIFIER}. */
    static String challenged(OAuthClient client) {
        return of(client, challenge(VERIFIER));
    }

    /** The code with something of its row changed. */
    static String with(String code, String assignments) {
        Keys.change(
                "UPDATE token_family SET " + assignments + " WHERE code_digest = ?",
                Secret.digest(code).toBytes());
        return code;
    }

    private static String of(OAuthClient client, String challenge) {
        Secret code = Secret.issue(RANDOM);
        Keys.change("""
                INSERT IGNORE INTO consent (id, client_id, user_id, company_id, scopes, granted_at)
                SELECT ?, ?, id, 1, 'read write', UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, UUID.randomUUID().toString(), client.id().toString(), Demo.ADMINISTRATOR);
        Keys.change(
                """
                INSERT INTO token_family
                    (id, client_id, consent_id, user_id, company_id, scopes, audience, password_print, code_digest,
                     code_until, redirect, challenge, created_at, until)
                SELECT ?, c.client_id, c.id, c.user_id, c.company_id, c.scopes, ?, UNHEX(SHA2(u.password, 256)), ?,
                       UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE
                FROM consent c JOIN user_account u ON u.id = c.user_id WHERE c.client_id = ?
                """,
                UUID.randomUUID().toString(),
                TestServer.URL,
                code.digest().toBytes(),
                REDIRECT,
                challenge,
                client.id().toString());
        return code.reveal();
    }

    /** S256 of a verifier (RFC 7636). */
    static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
