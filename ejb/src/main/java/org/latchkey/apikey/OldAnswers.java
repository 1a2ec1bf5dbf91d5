package org.latchkey.apikey;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.SQLException;

/** Removes, every hour, the answers that are no longer kept. */
@Singleton
@Startup
@DependsOn("Start")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OldAnswers {

    private static final System.Logger LOG = System.getLogger(OldAnswers.class.getName());
    private static final int BATCH = 1000;

    @Inject
    private SealedAnswers answers;

    /** Removes those that there are now. */
    @PermitAll
    @Schedule(hour = "*", minute = "17", persistent = false)
    public void remove() {
        try {
            int removed;
            do {
                removed = answers.forget(BATCH);
            } while (removed == BATCH);
        } catch (SQLException e) {
            LOG.log(WARNING, "Old answers could not be removed, and will be in an hour: {0}", e.toString());
        }
    }
}
