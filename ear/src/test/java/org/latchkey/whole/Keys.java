package org.latchkey.whole;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.latchkey.credential.ApiKey;
import org.latchkey.server.Database;
import org.latchkey.server.Demo;

/** Rows of keys as a test needs them, past the services: nobody can make an expired key. */
final class Keys {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Keys() {}

    /** A key of the demo company's administrator that never expires. */
    static ApiKey active() {
        return insert(Demo.ADMINISTRATOR, null, null);
    }

    static ApiKey of(String owner) {
        return insert(owner, null, null);
    }

    static ApiKey expiring(Instant at) {
        return insert(Demo.ADMINISTRATOR, at, null);
    }

    static ApiKey revoked() {
        return insert(Demo.ADMINISTRATOR, null, Instant.now());
    }

    /** A key of the administrator's with something of its row changed before it is first used. */
    static ApiKey with(String assignments, Object... values) {
        ApiKey key = active();
        Object[] parameters = java.util.Arrays.copyOf(values, values.length + 1);
        parameters[values.length] = key.id().toString();
        change("UPDATE api_key SET " + assignments + " WHERE id = ?", parameters);
        return key;
    }

    static void delete(ApiKey key) {
        change("DELETE FROM api_key WHERE id = ?", key.id().toString());
    }

    /** A key in an empty database, with a company and an owner. */
    static ApiKey inOwnCompany(Database database) {
        change(database, "INSERT INTO company (id, name, plan, time_zone) VALUES (1, 'Own', 'FREE', 'UTC')");
        change(database, "INSERT INTO role (id, company_id, name) VALUES (1, 1, 'Member')");
        change(
                database,
                "INSERT INTO user_account (id, email, name, password) VALUES (1, 'own@bank.example', 'Own', '')");
        change(database, "INSERT INTO membership VALUES (1, 1, 1)");
        change(database, "INSERT INTO role_permission VALUES (1, 'api-access', 'VIEW'), (1, 'api-access', 'CHANGE')");
        ApiKey key = insert(database, "own@bank.example", null, null);
        change(database, "UPDATE api_key SET requests_per_minute = 1000000");
        return key;
    }

    static void change(String sql, Object... parameters) {
        change(TestServer.database(), sql, parameters);
    }

    static void change(Database database, String sql, Object... parameters) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number in the first row of a query. */
    static long number(String sql, Object... parameters) {
        return number(TestServer.database(), sql, parameters);
    }

    static long number(Database database, String sql, Object... parameters) {
        String number = texts(database, sql, parameters).get(0);
        return number == null ? 0 : Long.parseLong(number);
    }

    /** The first column of a query. */
    static List<String> texts(String sql, Object... parameters) {
        return texts(TestServer.database(), sql, parameters);
    }

    private static List<String> texts(Database database, String sql, Object... parameters) {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiKey insert(String owner, Instant expiresAt, Instant revokedAt) {
        TestServer.demo();
        return insert(TestServer.database(), owner, expiresAt, revokedAt);
    }

    private static ApiKey insert(Database database, String owner, Instant expiresAt, Instant revokedAt) {
        ApiKey key = ApiKey.issue(RANDOM);
        change(
                database,
                """
                INSERT INTO api_key
                    (id, company_id, owner_id, name, hint, digest, created_at, expires_at, revoked_at)
                SELECT ?, 1, id, ?, ?, ?, ?, ?, ? FROM user_account WHERE email = ?
                """,
                key.id().toString(),
                "Key " + key.id(),
                key.hint(),
                key.digest().toBytes(),
                utc(Instant.now()),
                utc(expiresAt),
                utc(revokedAt),
                owner);
        return key;
    }

    private static LocalDateTime utc(Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
