package org.latchkey.whole;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.latchkey.credential.ApiKey;

/** A company of a test's own with two administrators and a clerk, all made past the services, and its keys. */
final class Office {

    static final String ZONE = "America/New_York";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String unique = UUID.randomUUID().toString();
    final long id;
    final String administrator = "administrator-" + unique + "@bank.example";
    final String deputy = "deputy-" + unique + "@bank.example";
    final String clerk = "clerk-" + unique + "@bank.example";

    Office() {
        TestServer.demo();
        Keys.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', ?)", unique, ZONE);
        id = Long.parseLong(
                rows("SELECT id FROM company WHERE name = ?", unique).get(0));
        for (String role : List.of("Administrator", "Clerk")) {
            Keys.change("INSERT INTO role (company_id, name) VALUES (?, ?)", id, role);
        }
        Keys.change("""
                INSERT INTO role_permission SELECT r.id, s.name, a.action
                FROM role r, resource s, (SELECT 'VIEW' AS action UNION SELECT 'CHANGE') a
                WHERE r.company_id = ? AND (r.name = 'Administrator' OR s.name <> 'company')
                """, id);
        join(administrator, "Administrator", null);
        join(deputy, "Administrator", null);
        join(clerk, "Clerk", null);
    }

    String name() {
        return unique;
    }

    /** A service account with all permissions, as whom nobody is to be written to. */
    String service() {
        String service = "service-" + unique + "@latchkey.invalid";
        join(service, "Administrator", id);
        return service;
    }

    private void join(String email, String role, Long serviceOf) {
        Keys.change(
                "INSERT INTO user_account (email, name, password, service_of) VALUES (?, ?, '', ?)",
                email,
                email.substring(0, email.indexOf('-')),
                serviceOf);
        Keys.change("""
                INSERT INTO membership SELECT u.id, r.company_id, r.id FROM user_account u, role r
                WHERE u.email = ? AND r.company_id = ? AND r.name = ?
                """, email, id, role);
    }

    /** Makes a key that never expires. */
    ApiKey key(String owner, String name) {
        ApiKey key = ApiKey.issue(RANDOM);
        Keys.change("""
                INSERT INTO api_key (id, company_id, owner_id, name, hint, digest, created_at)
                SELECT ?, ?, id, ?, ?, ?, UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, key.id().toString(), id, name, key.hint(), key.digest().toBytes(), owner);
        return key;
    }

    /** Makes a key that expires after a time. */
    ApiKey key(String owner, String name, Duration left) {
        ApiKey key = key(owner, name);
        left(key, left);
        return key;
    }

    /** Moves the expiry of a key to a time from now. */
    static Instant left(ApiKey key, Duration left) {
        Instant at = Instant.now().plus(left);
        set(key, "expires_at", at);
        return at;
    }

    /** Moves something of a key to some days ago. */
    static void daysAgo(ApiKey key, String column, int days) {
        set(key, column, Instant.now().minus(Duration.ofDays(days)).minusSeconds(60));
    }

    private static void set(ApiKey key, String column, Instant at) {
        Keys.change(
                "UPDATE api_key SET " + column + " = ? WHERE id = ?",
                LocalDateTime.ofInstant(at, ZoneOffset.UTC),
                key.id().toString());
    }

    static String column(ApiKey key, String column) {
        return rows("SELECT " + column + " FROM api_key WHERE id = ?", key.id().toString())
                .get(0);
    }

    /** What was written down of a key, without when. */
    static List<String> events(ApiKey key) {
        return rows(
                "SELECT kind, actor, details FROM audit_event WHERE subject_id = ? ORDER BY sequence",
                key.id().toString());
    }

    /** The rows of a query, the columns of each joined by a bar. */
    static List<String> rows(String sql, Object... parameters) {
        try (Connection connection = TestServer.database().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> joined = new ArrayList<>();
                while (rows.next()) {
                    StringJoiner columns = new StringJoiner("|");
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(String.valueOf(rows.getObject(i)));
                    }
                    joined.add(columns.toString());
                }
                return joined;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
