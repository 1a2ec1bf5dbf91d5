package org.latchkey.imports;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Kind;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/**
 * Imports CSV files, each as a whole or not at all. Needs {@link Kind#changing} in the company; every method throws {@link
 * NotFound} where the caller does not belong to it, {@link Forbidden} without the permission.
 *
 * <p>A row whose key is there already changes that thing, any other makes one; of several rows with the same key the last one
 * holds. So an import may be repeated. An empty cell means the default of the mapper, or the field's initial value, or
 * nothing.
 */
@Stateless
@TransactionManagement(TransactionManagementType.BEAN)
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class Imports {

    /** The most jobs of a company that are not finished. */
    public static final int MOST_WAITING = 5;

    private static final System.Logger LOG = System.getLogger(Imports.class.getName());
    private static final int MOST_SHOWN = 20;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private Catalog catalog;

    @Inject
    private ImportRun imports;

    @Inject
    private ImportJobs jobs;

    @Inject
    private ImportQueue queue;

    @Inject
    private Clock clock;

    /** Demands that the caller may import anything at all, before a file is taken from them. */
    public void requireAny(long companyId) {
        CompanyAccess company = access.company(companyId);
        if (Arrays.stream(Kind.values()).noneMatch(kind -> company.allows(kind.changing()))) {
            access.require(company, Kind.PRODUCTS.changing());
        }
    }

    /**
     * Imports a file now.
     *
     * @param mapperId of a mapper for that kind; null where the names in the header line are those of the fields
     * @throws Invalid with the field {@code mapperId} where there is no such mapper for that kind
     */
    public ImportResult run(long companyId, Kind kind, UUID mapperId, ImportFile file) {
        catalog.requireChange(companyId, kind);
        MapperSettings mapper = mapperId == null ? null : mapper(companyId, kind, mapperId);
        ImportTask task = new ImportTask(companyId, kind, mapper, file, access.caller(), null);
        return imports.run(task, read -> {}, result -> {});
    }

    /**
     * Imports a file by and by. Where this has returned, it happens even if this server ends.
     *
     * @param mapperId as for {@link #run}
     * @throws Invalid as {@link #run} does
     * @throws Conflict where {@value #MOST_WAITING} imports of the company are not finished
     */
    public JobSummary submit(long companyId, Kind kind, UUID mapperId, ImportFile file) {
        catalog.requireChange(companyId, kind);
        if (mapperId != null) {
            mapper(companyId, kind, mapperId);
        }
        jobs.requirePlace(companyId);
        ImportJob job =
                new ImportJob(UUID.randomUUID(), companyId, access.caller(), kind, mapperId, file, clock.instant());
        jobs.add(job, file);
        try {
            queue.look();
        } catch (RuntimeException e) {
            // The queue looks by itself soon; whoever sent the file must not send it again.
            LOG.log(WARNING, "Import {0} waits: {1}", job.id(), e.toString());
        }
        return job.summary();
    }

    /**
     * How far a job is. Needs {@link Kind#viewing} only.
     *
     * @throws NotFound where there is none, or not of this company
     */
    public JobSummary get(long companyId, UUID id) {
        CompanyAccess company = access.company(companyId);
        ImportJob job = entities.find(ImportJob.class, id);
        if (job == null || job.companyId() != companyId) {
            throw new NotFound("import");
        }
        access.require(company, job.kind().viewing());
        return job.summary();
    }

    /** The latest jobs of what the caller may view, the newest first, at most {@value #MOST_SHOWN}. */
    public List<JobSummary> recent(long companyId) {
        CompanyAccess company = access.company(companyId);
        List<Kind> kinds = Arrays.stream(Kind.values())
                .filter(kind -> access.allows(company, kind.viewing()))
                .toList();
        return entities.createQuery("""
                        select j from ImportJob j where j.companyId = :company and j.kind in :kinds
                        order by j.createdAt desc, j.id
                        """, ImportJob.class)
                .setParameter("company", companyId)
                .setParameter("kinds", kinds)
                .setMaxResults(MOST_SHOWN)
                .getResultStream()
                .map(ImportJob::summary)
                .toList();
    }

    private MapperSettings mapper(long companyId, Kind kind, UUID id) {
        return jobs.mapper(companyId, kind, id)
                .orElseThrow(() -> new Invalid(List.of(new Violation("mapperId", "unknown"))));
    }
}
