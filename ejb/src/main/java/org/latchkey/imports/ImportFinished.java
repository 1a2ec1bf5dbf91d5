package org.latchkey.imports;

import java.util.UUID;
import org.latchkey.catalog.Kind;

/**
 * An import has ended, in the current transaction; its rows are too many to be named one by one. One that fails is told of
 * where nobody waits for it, as a job only.
 *
 * @param companyId whose they are
 * @param kind what they are
 * @param status {@link JobStatus#DONE} or {@link JobStatus#FAILED}
 * @param imported how many were made or changed; 0 of a failed one
 * @param errorCount how many errors were found; possibly 0 of a failed one
 * @param jobId of the job; null where there was none
 */
public record ImportFinished(long companyId, Kind kind, JobStatus status, long imported, long errorCount, UUID jobId) {}
