package org.latchkey.whole;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.latchkey.credential.ApiKey;
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

    static void delete(ApiKey key) {
        change("DELETE FROM api_key WHERE id = ?", key.id().toString());
    }

    static void change(String sql, Object... parameters) {
        try (Connection connection = TestServer.database().connect();
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
        try (Connection connection = TestServer.database().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiKey insert(String owner, Instant expiresAt, Instant revokedAt) {
        TestServer.demo();
        ApiKey key = ApiKey.issue(RANDOM);
        change(
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
