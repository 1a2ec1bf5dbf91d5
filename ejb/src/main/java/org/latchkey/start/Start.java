package org.latchkey.start;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.latchkey.safe.NoPepper;
import org.latchkey.safe.Peppers;

/**
 * Comes before every other bean: checks the server's security, brings the database to the schema that this version needs, by
 * the migrations in {@code db/migration}, and takes the pepper without which its secrets cannot be opened.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@SuppressWarnings("UnusedVariable") // The caches are only referred to.
public class Start {

    private static final System.Logger LOG = System.getLogger(Start.class.getName());

    private static final String MODULE = "ejb.jar";

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    /** Named here so that the server has it: a cache that no deployment refers to does not start. */
    @Resource(lookup = "java:jboss/infinispan/cache/latchkey/key-records")
    private ConcurrentMap<?, ?> keyRecords;

    @Resource(lookup = "java:jboss/infinispan/cache/latchkey/token-records")
    private ConcurrentMap<?, ?> tokenRecords;

    @Inject
    private Peppers peppers;

    @PostConstruct
    void start() {
        SecurityCheck.examine(MODULE);
        Flyway.configure(Start.class.getClassLoader())
                .dataSource(datasource)
                .load()
                .migrate();
        takePepper();
        SecurityCheck.pass(MODULE);
    }

    private void takePepper() {
        try {
            peppers.require();
        } catch (NoPepper e) {
            LOG.log(ERROR, "Latchkey does not start: {0}", e.getMessage());
            throw e;
        }
    }
}
