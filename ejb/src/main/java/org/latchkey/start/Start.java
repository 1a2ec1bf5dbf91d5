package org.latchkey.start;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Comes before every other bean: checks the server's security, then brings the database to the schema that this version
 * needs, by the migrations in {@code db/migration}.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Start {

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @PostConstruct
    void start() {
        SecurityCheck.require("ejb.jar");
        Flyway.configure(Start.class.getClassLoader())
                .dataSource(datasource)
                .load()
                .migrate();
    }
}
