package org.latchkey.imports;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
import org.latchkey.account.CompanyLock;
import org.latchkey.account.Permission;
import org.latchkey.account.Powers;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Conflict;

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
    private static final String MINE = " where j.id = :id and j.claim = :claim and j.finishedAt is null";

    @PersistenceContext
    private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/Latchkey")
    private DataSource datasource;

    @Inject
    private CompanyLock lock;

    @Inject
    private Powers powers;

    @Inject
    private Audit audit;

    @Inject
    private Event<ImportFinished> finished;

    @Inject
    private Clock clock;

    /**
     * Keeps a job with the bytes of its file.
     *
     * @throws Conflict where the company has too many
     */
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
        // Of those who bring one at once each waits here, and counts those before; last, so that nobody waits long.
        lock.take(job.companyId());
        requireAtMost(Imports.MOST_WAITING, job.companyId());
    }

    /** Demands that a company may have one job more, before its file is kept. */
    @Transactional(TxType.REQUIRES_NEW)
    void requirePlace(long companyId) {
        requireAtMost(Imports.MOST_WAITING - 1, companyId);
    }

    private void requireAtMost(int most, long companyId) {
        long pending = entities.createQuery("""
                        select count(j) from ImportJob j
                        where j.companyId = :company and j.status in :pending
                        """, Long.class)
                .setParameter("company", companyId)
                .setParameter("pending", JobStatus.PENDING)
                .getSingleResult();
        if (pending > most) {
            throw new Conflict(
                    "too_many_imports", "The company has " + Imports.MOST_WAITING + " imports that are not finished.");
        }
    }

    /**
     * Takes the job that has waited longest, of companies for which no other one is worked on: two would wait for each
     * other's rows, and the later file has to win. Empty where none waits.
     */
    @Transactional(TxType.REQUIRES_NEW)
    Optional<ImportJob> take() {
        Instant now = clock.instant();
        List<ImportJob> due = entities.createQuery("""
                        select j from ImportJob j where j.status in :pending and j.claimedUntil <= :now
                            and not exists (select o.id from ImportJob o
                                where o.companyId = j.companyId and o.status in :pending and o.id <> j.id
                                    and (o.createdAt < j.createdAt
                                        or (o.status = :running and o.claimedUntil > :now)))
                        order by j.createdAt, j.id
                        """, ImportJob.class)
                .setParameter("pending", JobStatus.PENDING)
                .setParameter("running", JobStatus.RUNNING)
                .setParameter("now", now)
                .setMaxResults(1)
                .getResultList();
        for (ImportJob job : due) {
            int taken = entities.createQuery("""
                            update ImportJob j set j.status = :running, j.tries = j.tries + 1, j.claim = j.claim + 1,
                                j.claimedUntil = :until, j.progress = 0
                            where j.id = :id and j.claim = :claim and j.claimedUntil <= :now
                                and j.status in :pending
                            """)
                    .setParameter("running", JobStatus.RUNNING)
                    .setParameter("pending", JobStatus.PENDING)
                    .setParameter("until", now.plus(CLAIM))
                    .setParameter("id", job.id())
                    .setParameter("claim", job.claim())
                    .setParameter("now", now)
                    .executeUpdate();
            if (taken == 1) {
                entities.refresh(job);
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    /**
     * Tells how far it is, and keeps the claim.
     *
     * @throws IllegalStateException where another server has gone on with it meanwhile
     */
    @Transactional(TxType.REQUIRES_NEW)
    void progressed(ImportJob job, int progress) {
        int mine = entities.createQuery("update ImportJob j set j.progress = :progress, j.claimedUntil = :until" + MINE)
                .setParameter("progress", progress)
                .setParameter("until", clock.instant().plus(CLAIM))
                .setParameter("id", job.id())
                .setParameter("claim", job.claim())
                .executeUpdate();
        requireMine(job, mine);
    }

    private static void requireMine(ImportJob job, int mine) {
        if (mine != 1) {
            throw new IllegalStateException("Another server has gone on with import " + job.id());
        }
    }

    /**
     * Lets it be tried again as soon as some time has passed.
     *
     * @param counts whether this was a try
     */
    @Transactional(TxType.REQUIRES_NEW)
    void putBack(ImportJob job, Duration pause, boolean counts) {
        entities.createQuery(
                        "update ImportJob j set j.status = :queued, j.claimedUntil = :until, j.tries = :tries" + MINE)
                .setParameter("tries", counts ? job.tries() : job.tries() - 1)
                .setParameter("queued", JobStatus.QUEUED)
                .setParameter("until", clock.instant().plus(pause))
                .setParameter("id", job.id())
                .setParameter("claim", job.claim())
                .executeUpdate();
    }

    /**
     * Everything was imported, in the current transaction.
     *
     * @throws IllegalStateException where another server has gone on with it meanwhile
     */
    @Transactional(TxType.MANDATORY)
    void done(ImportJob job, ImportResult result) {
        requireMine(job, finish(job, JobStatus.DONE, result, null));
    }

    /** Rows are wrong. */
    @Transactional(TxType.REQUIRES_NEW)
    void refused(ImportJob job, ImportResult result) {
        fail(job, result, null);
    }

    /** Nothing was looked at, or not to its end. */
    @Transactional(TxType.REQUIRES_NEW)
    void failed(ImportJob job, String reason) {
        fail(job, new ImportResult(0, 0, List.of()), reason);
    }

    /** Tells of it as of one that is done, unless another server has gone on with it. */
    private void fail(ImportJob job, ImportResult result, String reason) {
        if (finish(job, JobStatus.FAILED, result, reason) != 1) {
            return;
        }
        audit.record(
                job.companyId(),
                job.caller(),
                new Deed("import.failed", job.id(), job.fileName())
                        .with("entity", job.kind().word())
                        .with("errors", result.isDone() ? null : Long.toString(result.errorCount()))
                        .with("because", reason));
        finished.fire(
                new ImportFinished(job.companyId(), job.kind(), JobStatus.FAILED, 0, result.errorCount(), job.id()));
    }

    private int finish(ImportJob job, JobStatus status, ImportResult result, String reason) {
        int mine = entities.createQuery("""
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
                .setParameter("claim", job.claim())
                .executeUpdate();
        // Otherwise somebody else is reading them.
        if (mine == 1) {
            entities.createNativeQuery("DELETE FROM import_chunk WHERE job_id = :job")
                    .setParameter("job", job.id().toString())
                    .executeUpdate();
        }
        return mine;
    }

    /** Whether who wanted it may still do that, with the key or access token that they used. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean isAllowed(ImportJob job) {
        Permission needed = job.kind().changing();
        return powers.allow(job.caller().userId(), job.companyId(), needed)
                && job.caller().key().map(key -> isAccepted(key, needed)).orElse(true)
                && job.caller().token().map(token -> !isEnded(token)).orElse(true);
    }

    /** Not whether it has expired: it had not when the file was taken. */
    private boolean isEnded(UUID token) {
        return !entities.createNativeQuery("SELECT 1 FROM token_record WHERE id = :token AND ended")
                .setParameter("token", token.toString())
                .getResultList()
                .isEmpty();
    }

    private boolean isAccepted(UUID key, Permission needed) {
        return entities.createQuery("""
                                select count(k) from IssuedKey k
                                where k.id = :key and k.revokedAt is null and k.expiresOrder > :now
                                    and (k.allPermissions = true or exists (
                                        select p.resource from IssuedKey o join o.permissions p
                                        where o.id = k.id and p.resource = :resource and p.action = :action))
                                """, Long.class)
                        .setParameter("resource", needed.resource())
                        .setParameter("action", needed.action())
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

    /** Forgets some of those that have finished long ago; whether there may be more. */
    @Transactional(TxType.REQUIRES_NEW)
    boolean prune() {
        int forgotten = entities.createNativeQuery(
                        "DELETE FROM import_job WHERE finished_at < :before LIMIT " + PRUNED_AT_ONCE)
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate();
        return forgotten == PRUNED_AT_ONCE;
    }
}
