package org.latchkey.server;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.Passwords;
import org.latchkey.chain.Chain;
import org.latchkey.chain.Event;
import org.latchkey.credential.ApiKey;

/**
 * The demo company, its two users and a key: made once, in a database whose schema is there, and found again afterwards.
 *
 * <p>Nothing of this is in the application: a production server cannot make it.
 */
public final class Demo {

    /** Administers the demo company. */
    public static final String ADMINISTRATOR = "demo@latchkey.example";

    /** May only view there. */
    public static final String VIEWER = "viewer@latchkey.example";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connection connection;

    /** Works on a connection that the caller closes. */
    public Demo(Connection connection) {
        this.connection = connection;
    }

    /**
     * Makes what is missing.
     *
     * @param url of the server, to be told on
     * @param known what an earlier start has made, or empty; a key that is no longer active is replaced
     * @throws CannotStart where the database belongs to somebody else
     */
    public DemoAccess prepare(String url, Optional<DemoAccess> known) throws SQLException, IOException {
        connection.setAutoCommit(false);
        DemoAccess access = complete(url, known);
        connection.commit();
        return access;
    }

    private DemoAccess complete(String url, Optional<DemoAccess> known) throws SQLException, IOException {
        if (!exists("SELECT 1 FROM user_account WHERE email = ?", ADMINISTRATOR)) {
            requireEmpty();
            run("demo.sql");
        }
        String password =
                known.map(DemoAccess::password).filter(it -> !it.isEmpty()).orElseGet(this::newPassword);
        if (known.map(DemoAccess::password).filter(password::equals).isEmpty() || !hasPassword()) {
            setPassword(password);
        }
        String key = known.map(DemoAccess::key).filter(this::active).orElse(null);
        return new DemoAccess(url, ADMINISTRATOR, password, key == null ? newKey() : key);
    }

    private void requireEmpty() throws SQLException {
        if (exists("SELECT 1 FROM user_account WHERE email <> ?", "")) {
            throw new CannotStart(
                    "This database has users of its own. The run profile makes a demo in an empty one only.");
        }
    }

    private boolean hasPassword() throws SQLException {
        return exists("SELECT 1 FROM user_account WHERE email = ? AND password <> ''", ADMINISTRATOR);
    }

    private void setPassword(String password) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE user_account SET password = ? WHERE email IN (?, ?)")) {
            update.setString(1, Passwords.hash(password, RANDOM));
            update.setString(2, ADMINISTRATOR);
            update.setString(3, VIEWER);
            update.executeUpdate();
        }
    }

    private boolean active(String value) {
        return ApiKey.parse(value)
                .map(key -> {
                    try {
                        return exists(
                                "SELECT 1 FROM api_key WHERE id = ? AND revoked_at IS NULL"
                                        + " AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(6))",
                                key.id().toString());
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse(false);
    }

    /** An administrator's key, named so that it is found again in the list. */
    private String newKey() throws SQLException {
        ApiKey key = ApiKey.issue(RANDOM);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO api_key (id, company_id, owner_id, name, notes, hint, digest, created_at)
                SELECT ?, 1, u.id, CONCAT('Demo ', COUNT(k.id) + 1), 'Made by the run profile', ?, ?, UTC_TIMESTAMP(6)
                FROM user_account u LEFT JOIN api_key k ON k.company_id = 1 AND k.name LIKE 'Demo %'
                WHERE u.email = ?
                GROUP BY u.id
                """)) {
            insert.setString(1, key.id().toString());
            insert.setString(2, key.hint());
            insert.setBytes(3, key.digest().toBytes());
            insert.setString(4, ADMINISTRATOR);
            insert.executeUpdate();
        }
        audit(key);
        return key.reveal();
    }

    private void audit(ApiKey key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT k.created_at, k.owner_id, u.name, k.name FROM api_key k JOIN user_account u ON u.id = k.owner_id
                WHERE k.id = ?
                """)) {
            select.setString(1, key.id().toString());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Instant at = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                Event event = new Event(
                        at,
                        row.getLong(2),
                        row.getString(3),
                        null,
                        "unknown",
                        "key.created",
                        key.id(),
                        row.getString(4),
                        "");
                Chain.append(connection, 1, List.of(event));
            }
        }
    }

    private String newPassword() {
        return new BigInteger(80, RANDOM).toString(36);
    }

    private boolean exists(String query, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, parameter);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private void run(String script) throws SQLException, IOException {
        try (InputStream in = Demo.class.getResourceAsStream(script);
                Statement statement = connection.createStatement()) {
            for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
