package org.latchkey.imports;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;

/** Imports one file in one transaction, which may take longer than others. */
@ApplicationScoped
class ImportRun {

    private static final int LONGEST_SECONDS = 60 * 60;

    @Resource(lookup = "java:jboss/UserTransaction")
    private UserTransaction transaction;

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private Audit audit;

    @Inject
    private Event<ImportFinished> finished;

    @Inject
    private Clock clock;

    /**
     * Imports all rows, or none.
     *
     * @param task whose caller was asked whether they may
     * @param progress is told how many bytes were read so far, often
     * @param last what is to happen in the same transaction at its end, where everything was imported
     */
    ImportResult run(ImportTask task, LongConsumer progress, Consumer<ImportResult> last) {
        try {
            // The thread serves others after this, whatever happens.
            try {
                transaction.setTransactionTimeout(LONGEST_SECONDS);
                transaction.begin();
                return inTransaction(task, progress, last);
            } finally {
                transaction.setTransactionTimeout(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException
                | NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException e) {
            throw new PersistenceException(e);
        }
    }

    private ImportResult inTransaction(ImportTask task, LongConsumer progress, Consumer<ImportResult> last)
            throws IOException, SQLException, SystemException, RollbackException, HeuristicMixedException,
                    HeuristicRollbackException {
        boolean done = false;
        try {
            ImportResult result = read(task, progress);
            if (result.isDone()) {
                tell(task, result);
                last.accept(result);
                done = true;
            }
            return result;
        } finally {
            if (done) {
                transaction.commit();
            } else {
                transaction.rollback();
            }
        }
    }

    private ImportResult read(ImportTask task, LongConsumer progress) throws IOException, SQLException {
        try (Connection connection = datasource.getConnection()) {
            return new Reading(connection, task, clock.instant()).all(progress);
        }
    }

    private void tell(ImportTask task, ImportResult result) {
        audit.record(
                task.companyId(),
                task.caller(),
                new Deed("import.finished", task.jobId(), task.file().name())
                        .with("entity", task.kind().word())
                        .with("imported", Long.toString(result.imported()))
                        .with(
                                "mapper",
                                task.mapper() == null ? null : task.mapper().name()));
        finished.fire(
                new ImportFinished(task.companyId(), task.kind(), JobStatus.DONE, result.imported(), 0, task.jobId()));
    }
}
