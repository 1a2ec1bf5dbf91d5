package org.latchkey.token;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.realm.RequestLimits;
import org.latchkey.realm.TokenUses;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * What time does to tokens: writes down every few seconds when consents were used, gives back every minute and at the end what
 * this server has taken from limits of requests and nobody uses, removes what has expired, and retires every day the signing
 * key that is old. Several servers with one database may do so at once.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TokenUpkeep {

    private static final System.Logger LOG = System.getLogger(TokenUpkeep.class.getName());

    /** So many rows at once that nobody waits for them for long. */
    private static final int ROWS = 1000;

    /** What is presented after its time is known for so long, and gets a better answer than that. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String USED =
            "UPDATE consent SET last_used_at = GREATEST(COALESCE(last_used_at, ?), ?) WHERE id = ?";

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private SigningKeys keys;

    @Inject
    private Clock clock;

    @PostConstruct
    void start() {
        RequestLimits.shared().keepBlocks();
    }

    @PreDestroy
    void stop() {
        flush();
        try {
            RequestLimits.shared().giveBackAll();
        } catch (RealmUnavailableException e) {
            LOG.log(WARNING, "Requests that are left of tokens are lost with this server: {0}", e.toString());
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*/8", persistent = false)
    void flushRegularly() {
        flush();
    }

    @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
    void giveBackIdleRequests() {
        try {
            RequestLimits.shared().giveBackIdle();
        } catch (RealmUnavailableException e) {
            LOG.log(WARNING, "Requests that are left of tokens are given back with the next run: {0}", e.toString());
        }
    }

    /**
     * Writes when consents were used. What fails is kept, and written the next time.
     *
     * @return whether nothing has failed
     */
    @PermitAll
    public boolean flush() {
        // Sorted, so that two servers lock in the same order.
        Map<UUID, Instant> uses = new TreeMap<>(TokenUses.shared().drain());
        if (uses.isEmpty()) {
            return true;
        }
        try (Connection connection = datasource.getConnection();
                PreparedStatement update = connection.prepareStatement(USED)) {
            for (Map.Entry<UUID, Instant> use : uses.entrySet()) {
                LocalDateTime at = utc(use.getValue());
                update.setObject(1, at);
                update.setObject(2, at);
                update.setString(3, use.getKey().toString());
                update.addBatch();
            }
            update.executeBatch();
            return true;
        } catch (SQLException e) {
            TokenUses.shared().restore(uses);
            LOG.log(WARNING, "Last uses of {0} consents are kept: {1}", uses.size(), e.toString());
            return false;
        }
    }

    /** Removes what has expired. Whoever in this server asks for it gets only what happens anyway. */
    @PermitAll
    @Schedule(hour = "*", minute = "*", persistent = false)
    public void cleanUp() {
        Instant now = clock.instant();
        try (Connection connection = datasource.getConnection()) {
            remove(connection, "access_token", "expires_at", now.minus(REMEMBERED));
            remove(connection, "pushed_request", "expires_at", now);
            remove(connection, "client_assertion", "expires_at", now);
            remove(connection, "token_family", "until", now.minus(REMEMBERED));
        } catch (SQLException e) {
            LOG.log(WARNING, "What has expired is removed with the next run: {0}", e.toString());
        }
    }

    // Names of tables and columns are constants.
    private static void remove(Connection connection, String table, String column, Instant before) throws SQLException {
        String sql = "DELETE FROM " + table + " WHERE " + column + " < ? LIMIT " + ROWS;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, utc(before));
            int removed = ROWS;
            while (removed == ROWS) {
                removed = delete.executeUpdate();
            }
        }
    }

    /** Retires the signing key that is old, and forgets those that nothing is verified by. The same holds here. */
    @PermitAll
    @Schedule(hour = "3", minute = "23", persistent = false)
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void rotateKeys() {
        keys.rotate();
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
