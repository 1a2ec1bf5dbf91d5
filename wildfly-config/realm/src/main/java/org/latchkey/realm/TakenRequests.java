package org.latchkey.realm;

import java.sql.SQLException;
import java.util.UUID;
import org.wildfly.security.auth.server.RealmUnavailableException;

/** Counts in the database what servers take from the limits of tokens, on the realm's own connection. */
final class TakenRequests implements RequestLimits.Ledger {

    private static final System.Logger LOG = System.getLogger(TakenRequests.class.getName());

    private static final String UNTAKEN = "SELECT request_limit - requests_taken FROM access_token WHERE id = ?";
    private static final String TAKE = """
            UPDATE access_token SET requests_taken = requests_taken + ?
            WHERE id = ? AND request_limit - requests_taken = ?
            """;
    private static final String GIVE_BACK = "UPDATE access_token SET requests_taken = requests_taken - ? WHERE id = ?";

    private final RealmSource source;

    TakenRequests(RealmSource source) {
        this.source = source;
    }

    @Override
    public int untaken(UUID token) throws RealmUnavailableException {
        return source.row(UNTAKEN, token.toString(), row -> row.getInt(1)).orElse(0);
    }

    @Override
    public boolean take(UUID token, int untaken, int requests) throws RealmUnavailableException {
        return source.with(TAKE, update -> {
            update.setInt(1, requests);
            update.setString(2, token.toString());
            update.setInt(3, untaken);
            return update.executeUpdate() == 1;
        });
    }

    @Override
    public void giveBack(UUID token, int requests) throws RealmUnavailableException {
        source.with(GIVE_BACK, update -> {
            update.setInt(1, requests);
            update.setString(2, token.toString());
            try {
                return update.executeUpdate();
            } catch (SQLException e) {
                // It may have been done. What is given back twice would be let in twice, so that rather nobody gets it.
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} requests of the token {1} are lost: {2}",
                        requests,
                        token,
                        e.toString());
                return 0;
            }
        });
    }
}
