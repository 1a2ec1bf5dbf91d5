package org.latchkey.imports;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.latchkey.catalog.Kind;

/**
 * An import that somebody does not wait for.
 *
 * @param kind what its rows are
 * @param fileName null where its sender has not named the file
 * @param userName who wanted it
 * @param progress 0 to 100
 * @param imported how many rows were made or changed
 * @param errorCount how many errors there are, or were found until nobody went on counting
 * @param errors the first of them
 * @param reason a stable word for why it failed where no row is wrong; null otherwise
 * @param finishedAt null as long as it is not
 */
public record JobSummary(
        UUID id,
        Kind kind,
        String fileName,
        String userName,
        JobStatus status,
        int progress,
        long imported,
        long errorCount,
        List<RowError> errors,
        String reason,
        Instant createdAt,
        Instant finishedAt) {

    /** Whether it may still change. */
    public boolean isPending() {
        return JobStatus.PENDING.contains(status);
    }
}
