package org.latchkey.apikey;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.realm.KeyUses;

/** Writes down, every few seconds and at the end, when keys were last used; one batch, a row for each key used. */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LastUses {

    private static final System.Logger LOG = System.getLogger(LastUses.class.getName());

    private static final String UPDATE =
            "UPDATE api_key SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)";

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    @PreDestroy
    void flush() {
        Map<UUID, Instant> uses = KeyUses.shared().drain();
        if (uses.isEmpty()) {
            return;
        }
        try {
            write(uses);
        } catch (SQLException e) {
            KeyUses.shared().restore(uses);
            LOG.log(WARNING, "Last uses of {0} keys could not be written and are kept: {1}", uses.size(), e.toString());
        }
    }

    private void write(Map<UUID, Instant> uses) throws SQLException {
        try (Connection connection = datasource.getConnection();
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Map.Entry<UUID, Instant> use : uses.entrySet()) {
                LocalDateTime at = LocalDateTime.ofInstant(use.getValue(), ZoneOffset.UTC);
                update.setObject(1, at);
                update.setString(2, use.getKey().toString());
                update.setObject(3, at);
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
