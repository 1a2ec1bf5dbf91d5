package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.chain.Chain;
import org.latchkey.chain.Event;
import org.latchkey.server.Database;

/** The operator's command, as the operator runs it, on a schema that somebody has tampered with. */
@ArquillianTest
class VerifyIT {

    private static final String SCHEMA = "latchkey_chain";
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.000001Z");

    private final Database database = TestServer.database(SCHEMA);

    /** The tables as the migration makes them, without its triggers: whoever tampers drops them first. */
    @BeforeEach
    void makeChains() throws SQLException {
        TestServer.demo();
        TestServer.createSchema(SCHEMA);
        change(
                "CREATE TABLE audit_event LIKE latchkey.audit_event",
                "CREATE TABLE audit_head LIKE latchkey.audit_head");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Chain.append(connection, 1, events(7));
            Chain.append(connection, 2, events(2000));
            Chain.append(connection, 1, events(3));
            connection.commit();
        }
    }

    @Test
    void wholeChainsAreCounted() throws Exception {
        assertThat(Commands.run("latchkey-audit.sh", database))
                .isEqualTo("0\ncompany 1: 10 events, whole\ncompany 2: 2000 events, whole\n");
    }

    @Test
    void whatTheServerHasWrittenIsWhole() throws Exception {
        assertThat(Commands.run("latchkey-audit.sh", TestServer.database()))
                .startsWith("0\ncompany 1: ")
                .doesNotContain("broken");
    }

    @Test
    void changedEventIsNamed() throws Exception {
        change("UPDATE audit_event SET subject = 'Innocent' WHERE company_id = 1 AND sequence = 8");

        assertThat(Commands.run("latchkey-audit.sh", database)).isEqualTo("""
                        1
                        company 1: broken at event 8 (2026-11-21T12:00:00.000001Z): its hash does not match what it says
                        company 2: 2000 events, whole
                        """);
    }

    @Test
    void deletedEventIsNoticed() throws Exception {
        change("DELETE FROM audit_event WHERE company_id = 1 AND sequence = 4");

        assertThat(Commands.run("latchkey-audit.sh", database))
                .startsWith("1\n")
                .contains("company 1: broken at event 5 (", "its predecessor is missing");
    }

    @Test
    void deletedEventIsNoticedWhereTheOthersMovedUp() throws Exception {
        change(
                "DELETE FROM audit_event WHERE company_id = 1 AND sequence = 4",
                "UPDATE audit_event SET sequence = sequence - 1 WHERE company_id = 1 AND sequence > 4 ORDER BY sequence");

        assertThat(Commands.run("latchkey-audit.sh", database))
                .startsWith("1\n")
                .contains("company 1: broken at event 4 (", "its hash does not match what it says");
    }

    @Test
    void deletedEndIsNoticed() throws Exception {
        change("DELETE FROM audit_event WHERE company_id = 2 AND sequence > 1990");

        assertThat(Commands.run("latchkey-audit.sh", database))
                .startsWith("1\ncompany 1: 10 events, whole\n")
                .contains("company 2: broken at event 1990 (", "the last 10 are missing");
    }

    @Test
    void deletedChainIsNoticed() throws Exception {
        change("DELETE FROM audit_event WHERE company_id = 2");

        assertThat(Commands.run("latchkey-audit.sh", database))
                .startsWith("1\n")
                .contains("company 2: broken at event 0: the last 2000 are missing");
    }

    @Test
    void eventsThatChangedPlacesAreNoticed() throws Exception {
        change(
                "UPDATE audit_event SET sequence = 0 WHERE company_id = 1 AND sequence = 2",
                "UPDATE audit_event SET sequence = 2 WHERE company_id = 1 AND sequence = 3",
                "UPDATE audit_event SET sequence = 3 WHERE company_id = 1 AND sequence = 0");

        assertThat(Commands.run("latchkey-audit.sh", database))
                .startsWith("1\n")
                .contains("company 1: broken at event 2 (");
    }

    @Test
    void withoutADatabaseItSaysSo() throws Exception {
        assertThat(Commands.run("latchkey-audit.sh", TestServer.database("latchkey_missing")))
                .startsWith("2\nThe audit events cannot be read: ");
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<Event> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Event(
                        AT,
                        1L,
                        "Dana",
                        UUID.randomUUID(),
                        "::1",
                        "key.created",
                        null,
                        "Schlüssel ‘" + i + "’",
                        "a: \u0000"))
                .toList();
    }
}
