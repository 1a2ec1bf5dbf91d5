package org.latchkey.imports;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.latchkey.account.Powers;
import org.latchkey.catalog.Kind;

/**
 * The jobs in the database. Whoever works on one holds a claim, which ends by itself: then any server goes on with it, and
 * what the one before has not committed never was.
 */
@ApplicationScoped
class ImportJobs {

    static final Duration KEPT = Duration.ofDays(30);

    /** Its files ended the server each time, for all that is known. */
    static final int MOST_TRIES = 3;

    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final int CHUNK = 1 << 20;
    private static final int PRUNED_AT_ONCE = 500;
    private static final String MINE = " where j.id = :id and j.tries = :tries and j.finishedAt is null";

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private Powers powers;

    @Inject
    private Clock clock;

    /** Keeps a job with the bytes of its file. */
    @Transactional(TxType.REQUIRES_NEW)
    void add(ImportJob job, ImportFile file) {
        entities.persist(job);
        entities.flush();
        try (InputStream bytes = file.open();
                Connection connection = datasource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO import_chunk (job_id, position, bytes) VALUES (?, ?, ?)")) {
            insert.setString(1, job.id().toString());
            byte[] chunk = bytes.readNBytes(CHUNK);
            for (int position = 0; chunk.length > 0; position++) {
                insert.setInt(2, position);
                insert.setBytes(3, chunk);
                insert.executeUpdate();
                chunk = bytes.readNBytes(CHUNK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** Takes the job that has waited longest; empty where none waits. */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<ImportJob> take() {
        Instant now = clock.instant();
        List<ImportJob> due = entities.createQuery("""
                        select j from ImportJob j where j.status in :pending and j.claimedUntil <= :now
                        order by j.createdAt, j.id
                        """, ImportJob.class)
                .setParameter("pending", JobStatus.PENDING)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList();
        for (ImportJob job : due) {
            int taken = entities.createQuery("""
                            update ImportJob j set j.status = :running, j.tries = j.tries + 1, j.claimedUntil = :until,
                                j.progress = 0
                            where j.id = :id and j.tries = :tries and j.claimedUntil <= :now
                                and j.status in :pending
                            """)
                    .setParameter("running", JobStatus.RUNNING)
                    .setParameter("pending", JobStatus.PENDING)
                    .setParameter("until", now.plus(CLAIM))
                    .setParameter("id", job.id())
                    .setParameter("tries", job.tries())
                    .setParameter("now", now)
                    .executeUpdate();
            if (taken == 1) {
                entities.refresh(job);
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    /** Tells how far it is, and keeps the claim. */
    @Transactional(TxType.REQUIRES_NEW)
    void progressed(ImportJob job, int progress) {
        entities.createQuery("update ImportJob j set j.progress = :progress, j.claimedUntil = :until" + MINE)
                .setParameter("progress", progress)
                .setParameter("until", clock.instant().plus(CLAIM))
                .setParameter("id", job.id())
                .setParameter("tries", job.tries())
                .executeUpdate();
    }

    /** Lets it be tried again, now or as soon as some time has passed. */
    @Transactional(TxType.REQUIRES_NEW)
    void putBack(ImportJob job, Duration pause) {
        entities.createQuery("update ImportJob j set j.status = :queued, j.claimedUntil = :until" + MINE)
                .setParameter("queued", JobStatus.QUEUED)
                .setParameter("until", clock.instant().plus(pause))
                .setParameter("id", job.id())
                .setParameter("tries", job.tries())
                .executeUpdate();
    }

    /**
     * Everything was imported, in the current transaction.
     *
     * @throws IllegalStateException where another server has gone on with it meanwhile
     */
    @Transactional(TxType.MANDATORY)
    void done(ImportJob job, ImportResult result) {
        if (finish(job, JobStatus.DONE, result, null) != 1) {
            throw new IllegalStateException("Another server has gone on with import " + job.id());
        }
    }

    /** Rows are wrong. */
    @Transactional(TxType.REQUIRES_NEW)
    void refused(ImportJob job, ImportResult result) {
        finish(job, JobStatus.FAILED, result, null);
    }

    /** Nothing was looked at, or not to its end. */
    @Transactional(TxType.REQUIRES_NEW)
    void failed(ImportJob job, String reason) {
        finish(job, JobStatus.FAILED, new ImportResult(0, 0, List.of()), reason);
    }

    private int finish(ImportJob job, JobStatus status, ImportResult result, String reason) {
        entities.createNativeQuery("DELETE FROM import_chunk WHERE job_id = :job")
                .setParameter("job", job.id().toString())
                .executeUpdate();
        return entities.createQuery("""
                        update ImportJob j set j.status = :status, j.progress = 100, j.imported = :imported,
                            j.errorCount = :count, j.errors = :errors, j.reason = :reason, j.finishedAt = :now
                        """ + MINE)
                .setParameter("status", status)
                .setParameter("imported", result.imported())
                .setParameter("count", result.errorCount())
                .setParameter("errors", result.isDone() ? null : ImportJob.json(result.errors()))
                .setParameter("reason", reason)
                .setParameter("now", clock.instant())
                .setParameter("id", job.id())
                .setParameter("tries", job.tries())
                .executeUpdate();
    }

    /** Whether who wanted it may still do that, with the key that they used. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean isAllowed(ImportJob job) {
        return powers.allow(job.caller().userId(), job.companyId(), job.kind().changing())
                && job.key().map(this::isAccepted).orElse(true);
    }

    private boolean isAccepted(UUID key) {
        return entities.createQuery("""
                                select count(k) from IssuedKey k
                                where k.id = :key and k.revokedAt is null and k.expiresOrder > :now
                                """, Long.class)
                        .setParameter("key", key)
                        .setParameter("now", clock.instant())
                        .getSingleResult()
                > 0;
    }

    /** A mapper of a company for some kind; empty where there is no such mapper. */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<MapperSettings> mapper(long companyId, Kind kind, UUID id) {
        return Optional.ofNullable(entities.find(ImportMapper.class, id))
                .filter(it -> it.companyId() == companyId && it.kind() == kind)
                .map(ImportMapper::settings);
    }

    /** Forgets those that have finished long ago. */
    @Transactional(TxType.REQUIRES_NEW)
    void prune() {
        entities.createNativeQuery("DELETE FROM import_job WHERE finished_at < :before LIMIT " + PRUNED_AT_ONCE)
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
