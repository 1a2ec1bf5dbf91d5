package org.latchkey.apikey;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.latchkey.problem.Conflict;

/** The answers that may be asked for again: rows of {@code idempotent_answer}, in the caller's transaction. */
@ApplicationScoped
class SealedAnswers {

    private static final Duration KEPT = Duration.ofHours(24);

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;

    // Locks the row whether it was there or not: who comes second waits for the first to commit.
    private static final String INSERT = """
            SET STATEMENT innodb_lock_wait_timeout = 5 FOR
            INSERT INTO idempotent_answer (id, request, sealed, created_at) VALUES (?, ?, '', ?)
            ON DUPLICATE KEY UPDATE id = id
            """;

    private static final String SELECT = "SELECT request, sealed, created_at FROM idempotent_answer WHERE id = ?";
    private static final String RENEW =
            "UPDATE idempotent_answer SET request = ?, sealed = '', created_at = ? WHERE id = ?";
    private static final String KEEP = "UPDATE idempotent_answer SET sealed = ? WHERE id = ?";
    private static final String FORGET = "DELETE FROM idempotent_answer WHERE created_at < ? LIMIT ?";

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private Clock clock;

    /**
     * Takes an id for the rest of the transaction.
     *
     * @return what was answered to it; empty where nothing was, or too long ago: {@link #keep} follows then
     * @throws Conflict where another transaction has it and does not end
     */
    Optional<Known> claim(byte[] id, byte[] request) {
        LocalDateTime now = now();
        try (Connection connection = datasource.getConnection()) {
            run(connection, INSERT, id, request, now);
            try (PreparedStatement select = connection.prepareStatement(SELECT)) {
                select.setBytes(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    Known known = new Known(row.getBytes("request"), row.getBytes("sealed"));
                    LocalDateTime at = row.getObject("created_at", LocalDateTime.class);
                    if (known.sealed().length > 0 && at.isAfter(now.minus(KEPT))) {
                        return Optional.of(known);
                    }
                }
            }
            run(connection, RENEW, request, now, id);
            return Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == DEADLOCK) {
                throw new Conflict(
                        "idempotency_key_in_use", "The same is being asked for at this moment. Try again in a second.");
            }
            throw new IllegalStateException("Answers cannot be kept", e);
        }
    }

    /** Keeps the answer to a claimed id. */
    void keep(byte[] id, byte[] sealed) {
        try (Connection connection = datasource.getConnection()) {
            run(connection, KEEP, sealed, id);
        } catch (SQLException e) {
            throw new IllegalStateException("Answers cannot be kept", e);
        }
    }

    /** Deletes some of those that are too old; returns how many. */
    int forget(int most) throws SQLException {
        try (Connection connection = datasource.getConnection()) {
            return run(connection, FORGET, now().minus(KEPT), most);
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static int run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    /**
     * What was answered.
     *
     * @param request the digest of what was asked for
     * @param sealed the answer
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole.
    record Known(byte[] request, byte[] sealed) {}
}
