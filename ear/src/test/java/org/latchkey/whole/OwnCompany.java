package org.latchkey.whole;

import java.security.SecureRandom;
import java.util.UUID;
import org.latchkey.account.Passwords;

/** A company of a test's own with two people who can sign in, so that what it demands of keys disturbs no other test. */
final class OwnCompany {

    static final String PASSWORD = "correct horse battery";

    private static final String HASH = Passwords.hash(PASSWORD, new SecureRandom());

    private final String unique = UUID.randomUUID().toString();
    final long id;

    private OwnCompany() {
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', 'UTC')", "Company " + unique);
        id = Keys.number("SELECT id FROM company WHERE name = ?", "Company " + unique);
        join("Ada Administrator", administrator(), "VIEW", "CHANGE");
        join("Vic Viewer", viewer(), "VIEW");
    }

    /** Makes one, after the demo company, which wants to be the first. */
    static OwnCompany found() {
        TestServer.demo();
        return new OwnCompany();
    }

    String administrator() {
        return "ada-" + unique + "@latchkey.example";
    }

    String viewer() {
        return "vic-" + unique + "@latchkey.example";
    }

    /** Makes a key of the administrator against which nothing can be said, but for some columns. */
    void key(String name, String... columns) {
        String key = UUID.randomUUID().toString();
        Keys.change("""
                INSERT INTO api_key (id, company_id, owner_id, name, hint, digest, addresses, created_at, expires_at,
                                     last_used_at, recent_use)
                SELECT ?, ?, id, ?, 'x7Qz', UNHEX(SHA2(?, 256)), '10.0.0.0/8', UTC_TIMESTAMP(),
                       UTC_TIMESTAMP() + INTERVAL 100 DAY, UTC_TIMESTAMP(),
                       (SELECT JSON_OBJECT('hours', JSON_OBJECT(), 'addresses', JSON_OBJECT(), 'permissions',
                            JSON_OBJECTAGG(CONCAT(r.name, ':change'), TO_DAYS(UTC_DATE()) - TO_DAYS('1970-01-01')))
                        FROM resource r)
                FROM user_account WHERE email = ?
                """, key, id, name, key, administrator());
        for (String column : columns) {
            Keys.change("UPDATE api_key SET " + column + " WHERE id = ?", key);
        }
    }

    /** Registers a confidential application of the administrator, but for some columns. */
    UUID application(String name, String redirect, String... columns) {
        UUID application = UUID.randomUUID();
        Keys.change("""
                INSERT IGNORE INTO developer
                SELECT id, 'Acme Apps', 'apps@acme.example', UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, administrator());
        Keys.change("""
                INSERT INTO client (id, company_id, owner_id, name, logo, homepage, public, grants, scopes, redirects,
                                    access_seconds, refresh_seconds, dpop_required, jwks, digest, hint, created_at)
                SELECT ?, ?, id, ?, '', 'https://acme.example', FALSE, 'authorization_code refresh_token', 'read write', ?,
                       3600, 1209600, FALSE, '', UNHEX(SHA2(?, 256)), 'x7Qz', UTC_TIMESTAMP(6)
                FROM user_account WHERE email = ?
                """, application.toString(), id, name, redirect, name, administrator());
        for (String column : columns) {
            Keys.change("UPDATE client SET " + column + " WHERE id = ?", application.toString());
        }
        return application;
    }

    /** Lets somebody in who may do nothing here. */
    void joinAsGuest(String email) {
        Keys.change("INSERT INTO role (company_id, name) VALUES (?, 'Guest')", id);
        admit(email, "Guest");
    }

    private void join(String name, String email, String... actions) {
        Keys.change("INSERT INTO role (company_id, name) VALUES (?, ?)", id, name);
        for (String action : actions) {
            Keys.change(
                    "INSERT INTO role_permission SELECT r.id, s.name, ? FROM role r, resource s WHERE r.company_id = ?"
                            + " AND r.name = ?",
                    action,
                    id,
                    name);
        }
        Keys.change("INSERT INTO user_account (email, name, password) VALUES (?, ?, ?)", email, name, HASH);
        admit(email, name);
    }

    private void admit(String email, String role) {
        Keys.change("""
                INSERT INTO membership SELECT u.id, r.company_id, r.id FROM user_account u, role r
                WHERE u.email = ? AND r.company_id = ? AND r.name = ?
                """, email, id, role);
    }
}
