package org.latchkey.imports;

import java.util.UUID;
import org.latchkey.catalog.Kind;

/**
 * A file was imported, in the current transaction; its rows are too many to be named one by one.
 *
 * @param companyId whose they are
 * @param kind what they are
 * @param imported how many were made or changed
 * @param jobId of the job; null where there was none
 */
public record ImportFinished(long companyId, Kind kind, long imported, UUID jobId) {}
