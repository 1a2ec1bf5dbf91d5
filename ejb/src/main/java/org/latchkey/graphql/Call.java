package org.latchkey.graphql;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.Access;
import org.latchkey.catalog.Catalog;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;

/** One request while it is answered: what it may use, for how long, and what has gone wrong. For one thread. */
final class Call {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Catalog catalog;
    private final Access access;
    private final Clock clock;
    private final boolean readOnly;
    private final Instant until;
    private RuntimeException refusal;
    private RuntimeException failure;

    Call(Catalog catalog, Access access, Clock clock, boolean readOnly) {
        this.catalog = catalog;
        this.access = access;
        this.clock = clock;
        this.readOnly = readOnly;
        this.until = clock.instant().plus(LONGEST);
    }

    /**
     * To be asked for anew each time.
     *
     * @throws Invalid where the time is up
     */
    Catalog catalog() {
        if (clock.instant().isAfter(until)) {
            throw new Invalid(List.of(new Violation("query", "too-slow")));
        }
        return catalog;
    }

    Access access() {
        return access;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Notes what a service has refused; the first one counts. */
    void refused(RuntimeException e) {
        if (refusal == null) {
            refusal = e;
        }
    }

    Optional<RuntimeException> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Notes what is not the caller's mistake: there is no answer then. */
    void failed(RuntimeException e) {
        failure = e;
    }

    void requireNoFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
