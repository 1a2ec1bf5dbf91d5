package org.latchkey.imports;

import java.util.UUID;
import org.latchkey.account.Caller;
import org.latchkey.catalog.Kind;

/**
 * A file to be imported, by somebody who may.
 *
 * @param kind what its rows are
 * @param mapper null where the names in the header line are those of the fields
 * @param caller who wants it
 * @param jobId null where nobody waits for it as a job
 */
record ImportTask(long companyId, Kind kind, MapperSettings mapper, ImportFile file, Caller caller, UUID jobId) {}
