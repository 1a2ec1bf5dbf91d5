package org.latchkey.imports;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/** Works on jobs, at most {@value #AT_ONCE} at a time on this server. */
@ApplicationScoped
class ImportWorker {

    private static final System.Logger LOG = System.getLogger(ImportWorker.class.getName());
    private static final int AT_ONCE = 2;
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int ALMOST = 99;

    /** Lock wait timeout, deadlock, and a row that has changed since it was read. */
    private static final Set<Integer> LOCKED = Set.of(1205, 1213, 1020);

    private final Semaphore places = new Semaphore(AT_ONCE);

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private ImportJobs jobs;

    @Inject
    private ImportRun imports;

    @Inject
    private Clock clock;

    /** Works until no job waits; returns at once where others of this server do. */
    @ActivateRequestContext
    void work() {
        if (!places.tryAcquire()) {
            return;
        }
        try {
            Optional<ImportJob> job = jobs.take();
            while (job.isPresent()) {
                work(job.get());
                job = jobs.take();
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Imports wait: {0}", e.toString());
        } finally {
            places.release();
        }
    }

    private void work(ImportJob job) {
        if (job.tries() > ImportJobs.MOST_TRIES) {
            jobs.failed(job, "given-up");
        } else if (!jobs.isAllowed(job)) {
            jobs.failed(job, "not-allowed");
        } else if (job.mapperId() == null) {
            work(job, null);
        } else {
            jobs.mapper(job.companyId(), job.kind(), job.mapperId())
                    .ifPresentOrElse(mapper -> work(job, mapper), () -> jobs.failed(job, "mapper-gone"));
        }
    }

    private void work(ImportJob job, MapperSettings mapper) {
        ImportFile file = new ImportFile(job.fileName(), job.size(), () -> StoredBytes.of(datasource, job));
        ImportTask task = new ImportTask(job.companyId(), job.kind(), mapper, file, job.caller(), job.id());
        try {
            ImportResult result = imports.run(task, progress(job), it -> jobs.done(job, it));
            if (!result.isDone()) {
                jobs.refused(job, result);
            }
        } catch (RuntimeException e) {
            LOG.log(WARNING, "Import " + job.id() + " is tried again", e);
            jobs.putBack(job, PAUSE, !isContention(e));
        }
    }

    /** Whether somebody else has had rows locked too long, which is no fault of the file. */
    static boolean isContention(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && LOCKED.contains(e.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Writes it down now and then. */
    private LongConsumer progress(ImportJob job) {
        Instant[] next = {clock.instant().plus(PACE)};
        return read -> {
            Instant now = clock.instant();
            if (now.isAfter(next[0])) {
                next[0] = now.plus(PACE);
                jobs.progressed(job, (int) Math.min(ALMOST, read * 100 / Math.max(1, job.size())));
            }
        };
    }
}
