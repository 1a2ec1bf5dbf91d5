package org.latchkey.realm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.latchkey.credential.Digest;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * Finds the record of an access token: one SELECT by primary key, on the realm's own connection.
 *
 * <p>Digests are compared by the index, in no constant time: how far a guess at a digest agrees with one tells nobody
 * anything of the token, which would have to be found from it.
 */
final class TokenLookup {

    private static final String SELECT = """
            SELECT id, ended, expires_at, scopes, path, jkt,
                   client_id, consent_id, company_id, owner, owner_inactive, permissions,
                   requests_per_minute,
                   key_id, key_version, by_previous, request_limit
            FROM token_record
            WHERE digest = ?
            """;

    private final RealmSource source;

    TokenLookup(RealmSource source) {
        this.source = source;
    }

    /** @throws RealmUnavailableException where the database does not answer */
    Optional<TokenRecord> find(Digest digest) throws RealmUnavailableException {
        return source.row(SELECT, digest.toBytes(), TokenLookup::read);
    }

    private static TokenRecord read(ResultSet row) throws SQLException {
        UUID key = id(row, "key_id");
        return new TokenRecord(
                id(row, "id"),
                row.getBoolean("ended"),
                RealmSource.instant(row, "expires_at"),
                RealmSource.words(row.getString("scopes"), " "),
                row.getString("path"),
                row.getString("jkt"),
                key == null ? grant(row) : null,
                key == null ? null : key(key, row));
    }

    private static TokenRecord.Grant grant(ResultSet row) throws SQLException {
        return new TokenRecord.Grant(
                id(row, "client_id"),
                id(row, "consent_id"),
                row.getLong("company_id"),
                row.getString("owner"),
                row.getBoolean("owner_inactive"),
                RealmSource.words(row.getString("permissions"), ","),
                row.getInt("requests_per_minute"));
    }

    private static TokenRecord.Key key(UUID id, ResultSet row) throws SQLException {
        return new TokenRecord.Key(
                id, row.getInt("key_version"), row.getBoolean("by_previous"), row.getObject("request_limit") != null);
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : UUID.fromString(id);
    }
}
