package org.latchkey.chain;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The operator's command: verifies the chain of every company and names the first broken link of each.
 *
 * <p>Reads one state of the database, however long it takes and whatever is added meanwhile.
 */
public final class Verify {

    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int NO_DATABASE = 2;

    // Rows on their way at once; the driver reads the whole table into memory without it.
    private static final int ROWS = 1000;

    private static final String HEADS = "SELECT company_id, sequence, hash FROM audit_head";

    private static final String LINKS = """
            SELECT company_id, sequence, at, actor_id, actor, actor_key, address, kind, subject_id, subject, details, hash
            FROM audit_event ORDER BY company_id, sequence
            """;

    private final Connection connection;
    private final PrintStream out;
    private boolean whole = true;

    /** The environment says where the database is, as it does for the server. */
    private static Connection connect(Map<String, String> environment) throws SQLException {
        String url = environment.get("LATCHKEY_DB_URL");
        if (url == null) {
            throw new SQLException("LATCHKEY_DB_URL, LATCHKEY_DB_USER and LATCHKEY_DB_PASSWORD say where it is.");
        }
        return DriverManager.getConnection(
                url, environment.get("LATCHKEY_DB_USER"), environment.get("LATCHKEY_DB_PASSWORD"));
    }

    private Verify(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /**
     * Prints a line for each company. Exits with 0 where all chains are whole, 1 where one is broken, 2 where they could
     * not be read. The environment says where the database is, as it does for the server.
     */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), System.out, System.err));
    }

    private static int run(Map<String, String> environment, PrintStream out, PrintStream problems) {
        try (Connection connection = connect(environment)) {
            return new Verify(connection, out).all() ? WHOLE : BROKEN;
        } catch (SQLException e) {
            problems.println("The audit events cannot be read: " + e.getMessage());
            return NO_DATABASE;
        }
    }

    private boolean all() throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        Map<Long, Head> heads = heads();
        walk(heads);
        // What is left has no events at all.
        heads.forEach((company, head) -> end(new Walk(company), head));
        return whole;
    }

    private Map<Long, Head> heads() throws SQLException {
        Map<Long, Head> heads = new TreeMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(HEADS)) {
            while (row.next()) {
                heads.put(row.getLong(1), new Head(row.getLong(2), row.getString(3)));
            }
        }
        return heads;
    }

    /** Takes the head of each chain that it comes along. */
    private void walk(Map<Long, Head> heads) throws SQLException {
        try (Statement select = connection.createStatement()) {
            select.setFetchSize(ROWS);
            try (ResultSet row = select.executeQuery(LINKS)) {
                Walk walk = null;
                while (row.next()) {
                    Link link = link(row);
                    if (walk == null || walk.companyId() != link.companyId()) {
                        end(walk, heads);
                        walk = new Walk(link.companyId());
                    }
                    walk.next(link, row.getString(12));
                }
                end(walk, heads);
            }
        }
    }

    private void end(Walk walk, Map<Long, Head> heads) {
        if (walk != null) {
            end(walk, heads.remove(walk.companyId()));
        }
    }

    private void end(Walk walk, Head head) {
        walk.end(head);
        whole &= walk.isWhole();
        out.println(walk);
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getLong(1),
                row.getLong(2),
                new Event(
                        row.getObject(3, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getObject(4, Long.class),
                        row.getString(5),
                        id(row.getString(6)),
                        row.getString(7),
                        row.getString(8),
                        id(row.getString(9)),
                        row.getString(10),
                        row.getString(11)));
    }

    private static UUID id(String value) {
        return value == null ? null : UUID.fromString(value);
    }
}
