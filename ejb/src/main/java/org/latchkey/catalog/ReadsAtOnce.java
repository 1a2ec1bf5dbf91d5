package org.latchkey.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.latchkey.problem.TooOften;

/**
 * How many reads of one company run at once on this server, so that slow ones of a company do not hold all connections to
 * the database. Remembers those only that are reading. Safe for use by several threads.
 */
@ApplicationScoped
class ReadsAtOnce {

    static final int MOST = 6;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ConcurrentHashMap<String, Turns> readers = new ConcurrentHashMap<>();
    private final Duration longestWait;

    ReadsAtOnce() {
        this(LONGEST_WAIT);
    }

    ReadsAtOnce(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Reads when it is this one's turn.
     *
     * @param reader for whom
     * @throws TooOften with {@code too_many_at_once} where that takes too long
     */
    <T> T read(String reader, Supplier<T> reading) {
        Turns turns = readers.compute(reader, (it, known) -> (known == null ? new Turns() : known).joined());
        try {
            turns.begin(longestWait);
            try {
                return reading.get();
            } finally {
                turns.free.release();
            }
        } finally {
            readers.computeIfPresent(reader, (it, known) -> known.left());
        }
    }

    /** Whether nobody is remembered. */
    boolean isEmpty() {
        return readers.isEmpty();
    }

    private static final class Turns {

        private final Semaphore free = new Semaphore(MOST, true);

        /** Reading or waiting; changed within the map only. */
        private int users;

        Turns joined() {
            users++;
            return this;
        }

        /** Null where this was the last one, which the map takes as to be forgotten. */
        Turns left() {
            users--;
            return users == 0 ? null : this;
        }

        void begin(Duration longestWait) {
            try {
                if (free.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new TooOften(
                    "too_many_at_once", "Too much is read for this company at once. Wait for other answers first.", 1);
        }
    }
}
