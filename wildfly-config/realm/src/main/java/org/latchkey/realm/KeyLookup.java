package org.latchkey.realm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.latchkey.credential.Digest;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** Finds the record of a key: one SELECT by primary key, on the realm's own connection. */
final class KeyLookup {

    private static final String SELECT = """
            SELECT digest, company_id, owner, owner_inactive, revoked, expires_at, permission
            FROM key_record
            WHERE id = ?
            """;

    private final String datasource;

    /** @param datasource the JNDI name; not looked up before first use, when it is bound */
    KeyLookup(String datasource) {
        this.datasource = datasource;
    }

    /** @throws RealmUnavailableException where the database does not answer */
    Optional<KeyRecord> find(UUID id) throws RealmUnavailableException {
        try (Connection connection = dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, id.toString());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(id, rows)) : Optional.empty();
            }
        } catch (SQLException | NamingException e) {
            throw new RealmUnavailableException(e);
        }
    }

    // The name comes from the server's configuration, never from a request.
    @SuppressWarnings("BanJNDI")
    private DataSource dataSource() throws NamingException {
        return (DataSource) new InitialContext().lookup(datasource);
    }

    /** The rows of one key differ in the permission only. */
    private static KeyRecord read(UUID id, ResultSet rows) throws SQLException {
        Digest digest = Digest.stored(rows.getBytes("digest"));
        long companyId = rows.getLong("company_id");
        String owner = rows.getString("owner");
        boolean ownerInactive = rows.getBoolean("owner_inactive");
        boolean revoked = rows.getBoolean("revoked");
        Instant expiresAt = instant(rows.getObject("expires_at", LocalDateTime.class));
        return new KeyRecord(id, digest, companyId, owner, ownerInactive, revoked, expiresAt, permissions(rows));
    }

    private static Set<String> permissions(ResultSet rows) throws SQLException {
        Set<String> permissions = new HashSet<>();
        do {
            String permission = rows.getString("permission");
            if (permission != null) {
                permissions.add(permission);
            }
        } while (rows.next());
        return permissions;
    }

    private static Instant instant(LocalDateTime utc) {
        return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
    }
}
