package org.latchkey.start;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Comes before every other bean: checks the server's security, then brings the database to the schema that this version
 * needs, by the migrations in {@code db/migration}.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@SuppressWarnings("UnusedVariable") // The caches are only referred to.
public class Start {

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    /** Named here so that the server has it: a cache that no deployment refers to does not start. */
    @Resource(lookup = "java:jboss/infinispan/cache/latchkey/key-records")
    private ConcurrentMap<?, ?> keyRecords;

    @Resource(lookup = "java:jboss/infinispan/cache/latchkey/token-records")
    private ConcurrentMap<?, ?> tokenRecords;

    @PostConstruct
    void start() {
        SecurityCheck.require("ejb.jar");
        Flyway.configure(Start.class.getClassLoader())
                .dataSource(datasource)
                .load()
                .migrate();
    }
}
