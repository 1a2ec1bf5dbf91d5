package org.latchkey.imports;

import java.util.Set;

/** How far an import is. */
public enum JobStatus {
    /** It waits for its turn. */
    QUEUED,
    RUNNING,
    /** Everything was imported. */
    DONE,
    /** Nothing was imported. */
    FAILED;

    /** Those that do not last. */
    static final Set<JobStatus> PENDING = Set.of(QUEUED, RUNNING);
}
