package org.latchkey.imports;

/** How far an import is. */
public enum JobStatus {
    /** It waits for its turn. */
    QUEUED,
    RUNNING,
    /** Everything was imported. */
    DONE,
    /** Nothing was imported. */
    FAILED
}
