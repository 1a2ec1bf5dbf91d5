package org.latchkey.imports;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a file: the first errors, and how many there are until that is enough. */
final class RowErrors {

    private static final int ENOUGH = 10_000;

    private final List<RowError> first = new ArrayList<>();
    private long count;

    void add(RowError error) {
        count++;
        if (first.size() < ImportResult.MOST_ERRORS) {
            first.add(error);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Whether it makes no sense to read on. */
    boolean areEnough() {
        return count >= ENOUGH;
    }

    ImportResult result(long imported) {
        return isEmpty() ? new ImportResult(imported, 0, List.of()) : new ImportResult(0, count, List.copyOf(first));
    }
}
