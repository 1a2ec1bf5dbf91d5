package org.latchkey.apikey;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.realm.KeyUse;
import org.latchkey.realm.KeyUses;

/**
 * Writes down how keys were used, every eight seconds, or as many as {@code latchkey.flush.seconds} says, and at the end:
 * one row for each key used, in batches.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LastUses {

    private static final System.Logger LOG = System.getLogger(LastUses.class.getName());
    private static final int BATCH = 500;

    // Sorted, so that two servers lock in the same order.
    private static final String SELECT =
            "SELECT id, secret_version, recent_use FROM api_key WHERE id IN (%s) ORDER BY id FOR UPDATE";
    private static final String UPDATE = """
            UPDATE api_key
            SET last_address = IF(COALESCE(last_used_at < ?, TRUE), COALESCE(?, last_address), last_address),
                last_user_agent = IF(COALESCE(last_used_at < ?, TRUE), COALESCE(?, last_user_agent), last_user_agent),
                last_used_at = GREATEST(COALESCE(last_used_at, ?), COALESCE(?, last_used_at)),
                recent_use = ?,
                unused_warned_at = IF(? IS NULL, unused_warned_at, NULL)
            WHERE id = ?
            """;

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Resource
    private TimerService timers;

    @Inject
    private Clock clock;

    @Inject
    private KeyEvents events;

    @PostConstruct
    void begin() {
        long pause = Integer.getInteger("latchkey.flush.seconds", 8) * 1000L;
        timers.createIntervalTimer(pause, pause, new TimerConfig(null, false));
    }

    @Timeout
    @PreDestroy
    void flushRegularly() {
        flush();
    }

    /**
     * Writes what has gathered. What fails is kept, and written the next time.
     *
     * @return whether nothing has failed
     */
    @PermitAll
    public boolean flush() {
        boolean all = true;
        Map<UUID, KeyUse> batch = new TreeMap<>();
        for (Map.Entry<UUID, KeyUse> use : KeyUses.shared().drain().entrySet()) {
            batch.put(use.getKey(), use.getValue());
            if (batch.size() == BATCH) {
                all &= flush(batch);
                batch.clear();
            }
        }
        return flush(batch) && all;
    }

    private boolean flush(Map<UUID, KeyUse> uses) {
        if (uses.isEmpty()) {
            return true;
        }

        try {
            write(uses);
        } catch (SQLException | RuntimeException e) {
            KeyUses.shared().restore(uses);
            LOG.log(WARNING, "Last uses of {0} keys could not be written and are kept: {1}", uses.size(), e.toString());
            return false;
        }
        uses.forEach((key, use) -> {
            if (use.endedPrevious()) {
                noteEnd(key);
            }
        });
        return true;
    }

    private void noteEnd(UUID key) {
        try {
            events.rotationEnded(key);
        } catch (RuntimeException e) {
            LOG.log(
                    WARNING,
                    "The end of an old secret of {0} could not be written to the audit: {1}",
                    key,
                    e.toString());
        }
    }

    private void write(Map<UUID, KeyUse> uses) throws SQLException {
        try (Connection connection = datasource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                update(connection, uses, merged(connection, uses));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** What is stored of each key with what was gathered; a key that is gone is not in it. */
    private Map<UUID, String> merged(Connection connection, Map<UUID, KeyUse> uses) throws SQLException {
        String marks = String.join(",", Collections.nCopies(uses.size(), "?"));
        Instant now = clock.instant();
        Map<UUID, String> merged = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT.formatted(marks))) {
            int index = 1;
            for (UUID key : uses.keySet()) {
                select.setString(index++, key.toString());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID key = UUID.fromString(rows.getString("id"));
                    RecentUse recent = RecentUse.parse(rows.getString("recent_use"));
                    recent.add(uses.get(key), rows.getInt("secret_version"), now);
                    merged.put(key, recent.toJson());
                }
            }
        }
        return merged;
    }

    private static void update(Connection connection, Map<UUID, KeyUse> uses, Map<UUID, String> merged)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Map.Entry<UUID, KeyUse> entry : uses.entrySet()) {
                if (!merged.containsKey(entry.getKey())) {
                    continue;
                }
                KeyUse use = entry.getValue();
                LocalDateTime at = use.lastAt() == null ? null : LocalDateTime.ofInstant(use.lastAt(), ZoneOffset.UTC);
                update.setObject(1, at);
                update.setString(2, use.address());
                update.setObject(3, at);
                update.setString(4, use.userAgent());
                update.setObject(5, at);
                update.setObject(6, at);
                update.setString(7, merged.get(entry.getKey()));
                update.setObject(8, at);
                update.setString(9, entry.getKey().toString());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
