package org.latchkey.realm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.latchkey.credential.Digest;
import org.latchkey.realm.KeyRecord.Previous;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** Finds the record of a key: one SELECT by primary key, on the realm's own connection. */
final class KeyLookup {

    private static final String SELECT = """
            SELECT digest, secret_version, previous_digest, previous_until, previous_until_used, company_id,
                   all_companies, owner, owner_inactive, revoked, expires_at, addresses, requests_per_minute,
                   permissions, asked
            FROM key_record
            WHERE id = ?
            """;

    /** Once for each regeneration, and by whichever request comes first. */
    private static final String END_PREVIOUS = """
            UPDATE api_key SET previous_until = ?
            WHERE id = ? AND secret_version = ? AND previous_until_used AND previous_until > ?
            """;

    private final RealmSource source;

    KeyLookup(RealmSource source) {
        this.source = source;
    }

    /** @throws RealmUnavailableException where the database does not answer */
    Optional<KeyRecord> find(UUID id) throws RealmUnavailableException {
        return source.row(SELECT, id.toString(), row -> read(id, row));
    }

    /**
     * Ends the secret before the current one.
     *
     * @return whether this call did
     */
    boolean endPrevious(KeyRecord record, Instant now) throws RealmUnavailableException {
        LocalDateTime at = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return source.with(END_PREVIOUS, update -> {
            update.setObject(1, at);
            update.setString(2, record.id().toString());
            update.setInt(3, record.secretVersion());
            update.setObject(4, at);
            return update.executeUpdate() == 1;
        });
    }

    private static KeyRecord read(UUID id, ResultSet row) throws SQLException {
        return new KeyRecord(
                id,
                Digest.stored(row.getBytes("digest")),
                row.getInt("secret_version"),
                previous(row),
                row.getLong("company_id"),
                row.getBoolean("all_companies"),
                row.getString("owner"),
                row.getBoolean("owner_inactive"),
                row.getBoolean("revoked"),
                RealmSource.instant(row, "expires_at"),
                addresses(row.getString("addresses")),
                row.getInt("requests_per_minute"),
                RealmSource.words(row.getString("permissions"), ","),
                asked(row.getString("asked")));
    }

    private static Previous previous(ResultSet row) throws SQLException {
        byte[] digest = row.getBytes("previous_digest");
        return digest == null
                ? null
                : new Previous(
                        Digest.stored(digest),
                        RealmSource.instant(row, "previous_until"),
                        row.getBoolean("previous_until_used"));
    }

    /** A list that cannot be read lets nobody in: an empty one would let everybody. */
    private static List<AddressRange> addresses(String list) throws SQLException {
        List<AddressRange> ranges = RealmSource.words(list, ",").stream()
                .flatMap(range -> AddressRange.parse(range).stream())
                .toList();
        if (ranges.size() != RealmSource.words(list, ",").size()) {
            throw new SQLException("a list of addresses cannot be read");
        }
        return ranges;
    }

    private static Set<String> asked(String list) {
        return list == null ? null : RealmSource.words(list, ",");
    }
}
