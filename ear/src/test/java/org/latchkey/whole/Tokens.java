package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.latchkey.credential.AccessToken;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Database;
import org.latchkey.server.Demo;

/** Rows of access tokens as a test needs them, past whoever issues them: the server looks at nothing but their digest. */
final class Tokens {

    private static final UUID CLIENT = UUID.randomUUID();
    private static boolean registered;

    private String owner = Demo.ADMINISTRATOR;
    private String scopes = "write";
    private String path = "";
    private String jkt;
    private ApiKey key;
    private Integer limit;
    private Instant expiresAt = Instant.now().plusSeconds(600);

    private Tokens() {}

    /** A token of the demo company's administrator, for everything that may be delegated, everywhere on the server. */
    static Tokens token() {
        return new Tokens();
    }

    /** The client to which all are issued. */
    static UUID client() {
        return CLIENT;
    }

    Tokens of(String email) {
        owner = email;
        return this;
    }

    Tokens scopes(String words) {
        scopes = words;
        return this;
    }

    Tokens below(String at) {
        path = at;
        return this;
    }

    Tokens expiring(Instant at) {
        expiresAt = at;
        return this;
    }

    Tokens boundTo(ECKey key) {
        try {
            jkt = key.computeThumbprint().toString();
            return this;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key to which a token can be bound. */
    static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of a key, for all that may be delegated, with any number of requests. */
    static Tokens ofKey(ApiKey key) {
        Tokens token = new Tokens();
        token.key = key;
        return token;
    }

    /** How many requests may be made with the token of a key. */
    Tokens limit(int requests) {
        limit = requests;
        return this;
    }

    /** What an application would send. */
    String issue() {
        return key == null ? issueToClient() : issue(TestServer.database());
    }

    /** What a program would send that has a token of a key, in any server's database. */
    String issue(Database database) {
        AccessToken token = unissued();
        Keys.change(
                database,
                """
                INSERT INTO access_token (digest, id, key_id, key_version, scopes, audience, path, request_limit,
                                          issued_at, expires_at)
                SELECT ?, ?, id, secret_version, ?, '', '', ?, ?, ? FROM api_key WHERE id = ?
                """,
                token.digest().toBytes(),
                UUID.randomUUID().toString(),
                scopes,
                limit,
                utc(Instant.now()),
                utc(expiresAt),
                key.id().toString());
        return token.reveal();
    }

    private String issueToClient() {
        register();
        UUID id = UUID.randomUUID();
        UUID family = UUID.randomUUID();
        LocalDateTime now = utc(Instant.now());
        Keys.change(
                """
                INSERT INTO token_family
                    (id, client_id, user_id, company_id, scopes, audience, password_print, created_at, until)
                SELECT ?, ?, id, 1, ?, ?, UNHEX(SHA2(password, 256)), ?, ? FROM user_account WHERE email = ?
                """,
                family.toString(),
                CLIENT.toString(),
                scopes,
                TestServer.URL + path,
                now,
                utc(expiresAt.plusSeconds(86_400)),
                owner);
        AccessToken token = unissued();
        Keys.change(
                """
                INSERT INTO access_token (digest, id, family_id, scopes, audience, path, jkt, issued_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                token.digest().toBytes(),
                id.toString(),
                family.toString(),
                scopes,
                TestServer.URL + path,
                path,
                jkt,
                now,
                utc(expiresAt));
        return token.reveal();
    }

    /** Changes something of the rows of a token before it is first used. */
    static void change(String token, String assignments, Object... values) {
        Object[] parameters = java.util.Arrays.copyOf(values, values.length + 1);
        parameters[values.length] =
                AccessToken.parse(token).orElseThrow().digest().toBytes();
        Keys.change(
                "UPDATE access_token t LEFT JOIN token_family f ON f.id = t.family_id SET " + assignments
                        + " WHERE t.digest = ?",
                parameters);
    }

    /** How many requests servers have taken of those that may be made with a token. */
    static long taken(Database database, String token) {
        return Keys.number(
                database,
                "SELECT requests_taken FROM access_token WHERE digest = ?",
                AccessToken.parse(token).orElseThrow().digest().toBytes());
    }

    /** The id ({@code jti}) of a token. */
    static String id(String token) {
        return Keys.texts(
                        "SELECT id FROM access_token WHERE digest = ?",
                        AccessToken.parse(token).orElseThrow().digest().toBytes())
                .get(0);
    }

    /** A whole token that was never issued. */
    static String unknown() {
        return unissued().reveal();
    }

    private static AccessToken unissued() {
        return signed("{\"jti\":\"" + UUID.randomUUID() + "\"}");
    }

    private static AccessToken signed(String claims) {
        return AccessToken.parse(
                        part("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}") + "." + part(claims) + "." + part("signature"))
                .orElseThrow();
    }

    static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static synchronized void register() {
        if (registered) {
            return;
        }
        TestServer.demo();
        Keys.change("""
                INSERT IGNORE INTO developer SELECT id, 'Demo', email, UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, Demo.ADMINISTRATOR);
        Keys.change("""
                INSERT INTO client (id, company_id, owner_id, name, logo, homepage, public, grants, scopes, redirects,
                                    access_seconds, refresh_seconds, dpop_required, jwks, created_at)
                SELECT ?, 1, id, ?, '', '', TRUE, 'authorization_code', 'write', '', 600, 86400, FALSE, '',
                       UTC_TIMESTAMP(6)
                FROM user_account WHERE email = ?
                """, CLIENT.toString(), "Tokens " + CLIENT, Demo.ADMINISTRATOR);
        registered = true;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
