package org.latchkey.imports;

import java.util.List;

/**
 * What has become of a file.
 *
 * @param imported how many rows were made or changed; 0 where any was wrong
 * @param errorCount how many errors there are, or were found until nobody went on counting
 * @param errors the first of them; empty where everything was imported
 */
public record ImportResult(long imported, long errorCount, List<RowError> errors) {

    /** The most errors that are told. */
    public static final int MOST_ERRORS = 100;

    /** Whether everything was imported. */
    public boolean isDone() {
        return errors.isEmpty();
    }
}
