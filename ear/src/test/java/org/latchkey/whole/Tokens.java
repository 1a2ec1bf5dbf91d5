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
import org.latchkey.server.Demo;

/** Rows of access tokens as a test needs them, past whoever issues them: the server looks at nothing but their digest. */
final class Tokens {

    private static final UUID CLIENT = UUID.randomUUID();
    private static boolean registered;

    private String owner = Demo.ADMINISTRATOR;
    private String scopes = "write";
    private String path = "";
    private String jkt;
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

    /** What an application would send. */
    String issue() {
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
        AccessToken token = signed("{\"jti\":\"" + id + "\"}");
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
                "UPDATE access_token t JOIN token_family f ON f.id = t.family_id SET " + assignments
                        + " WHERE t.digest = ?",
                parameters);
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
        return signed("{\"jti\":\"" + UUID.randomUUID() + "\"}").reveal();
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
