package org.latchkey.imports;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;

/**
 * Looks for jobs that wait: when one is added, and every few seconds for those of another server that has ended. Whoever in this
 * server asks for it gets only what happens anyway.
 */
@Singleton
@Startup
@DependsOn("Start")
@Lock(LockType.READ)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
public class ImportQueue {

    @Resource(lookup = "java:jboss/ee/concurrency/executor/imports")
    private ManagedExecutorService executor;

    @Inject
    private ImportWorker worker;

    @Inject
    private ImportJobs jobs;

    /** Begins to work on what waits, and does not wait for that. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void look() {
        executor.execute(worker::work);
    }

    @Schedule(hour = "*", minute = "41", persistent = false)
    void prune() {
        boolean more = true;
        while (more) {
            more = jobs.prune();
        }
    }
}
