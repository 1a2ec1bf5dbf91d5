package org.latchkey.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Adds events to the chain of a company. */
public final class Chain {

    // Makes the head or locks it, in one step: two who found none and both locked the gap would wait for each other.
    private static final String LOCK = """
            INSERT INTO audit_head (company_id, sequence, hash) VALUES (?, 0, ?)
            ON DUPLICATE KEY UPDATE sequence = sequence
            """;

    private static final String READ = "SELECT sequence, hash FROM audit_head WHERE company_id = ? FOR UPDATE";

    private static final String ADD = """
            INSERT INTO audit_event (company_id, sequence, at, actor_id, actor, actor_key, address, kind,
                                     subject_id, subject, details, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String MOVE = "UPDATE audit_head SET sequence = ?, hash = ? WHERE company_id = ?";

    private final Connection connection;
    private final long companyId;

    private Chain(Connection connection, long companyId) {
        this.connection = connection;
        this.companyId = companyId;
    }

    /**
     * Adds events in this order. Until the transaction ends nobody else can add to the same chain, so this is best the last
     * thing that a transaction does.
     *
     * @param connection in a transaction, which the caller commits
     */
    public static void append(Connection connection, long companyId, List<Event> events) throws SQLException {
        new Chain(connection, companyId).append(events);
    }

    private void append(List<Event> events) throws SQLException {
        lock();
        Head head = head();
        long sequence = head.sequence();
        String hash = head.hash();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Event event : events) {
                Link link = new Link(companyId, ++sequence, event);
                hash = link.hash(hash);
                bind(add, link, hash);
                add.addBatch();
            }
            add.executeBatch();
        }
        move(new Head(sequence, hash));
    }

    private void lock() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setLong(1, companyId);
            lock.setString(2, Link.START);
            lock.executeUpdate();
        }
    }

    private Head head() throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setLong(1, companyId);
            try (ResultSet row = read.executeQuery()) {
                row.next();
                return new Head(row.getLong(1), row.getString(2));
            }
        }
    }

    private void move(Head head) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, head.sequence());
            move.setString(2, head.hash());
            move.setLong(3, companyId);
            move.executeUpdate();
        }
    }

    private static void bind(PreparedStatement add, Link link, String hash) throws SQLException {
        Event event = link.event();
        add.setLong(1, link.companyId());
        add.setLong(2, link.sequence());
        add.setObject(3, LocalDateTime.ofInstant(event.at(), ZoneOffset.UTC));
        add.setObject(4, event.actorId());
        add.setString(5, event.actor());
        add.setString(6, text(event.actorKey()));
        add.setString(7, event.address());
        add.setString(8, event.kind());
        add.setString(9, text(event.subjectId()));
        add.setString(10, event.subject());
        add.setString(11, event.details());
        add.setString(12, hash);
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
