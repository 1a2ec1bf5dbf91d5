package org.latchkey.realm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** The realm's own way to the database. */
final class RealmSource {

    private final String datasource;
    private volatile DataSource found;

    /** @param datasource the JNDI name; not looked up before first use, when it is bound */
    RealmSource(String datasource) {
        this.datasource = datasource;
    }

    /**
     * The row that a query finds by what it has one parameter for.
     *
     * @throws RealmUnavailableException where the database does not answer
     */
    <T> Optional<T> row(String select, Object parameter, Read<T> read) throws RealmUnavailableException {
        return with(select, statement -> {
            statement.setObject(1, parameter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read.from(row)) : Optional.empty();
            }
        });
    }

    /**
     * Whatever is to be done with a statement.
     *
     * @throws RealmUnavailableException where the database does not answer
     */
    <T> T with(String sql, Use<T> use) throws RealmUnavailableException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException | NamingException e) {
            // Whoever has set up the datasource anew has bound another one.
            found = null;
            throw new RealmUnavailableException(e);
        }
    }

    // The name comes from the server's configuration, never from a request.
    @SuppressWarnings("BanJNDI")
    private DataSource dataSource() throws NamingException {
        DataSource known = found;
        if (known == null) {
            known = (DataSource) new InitialContext().lookup(datasource);
            found = known;
        }
        return known;
    }

    /** A moment as columns hold it; null for null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        LocalDateTime utc = row.getObject(column, LocalDateTime.class);
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }

    /** A list as columns hold it; none for null. */
    static Set<String> words(String list, String separator) {
        return list == null || list.isEmpty() ? Set.of() : Set.copyOf(List.of(list.split(separator, -1)));
    }

    /** Reads a row. */
    interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /** Does something with a statement. */
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }
}
