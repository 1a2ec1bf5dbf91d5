package org.latchkey.graphql;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.latchkey.account.Access;
import org.latchkey.catalog.Catalog;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.Outage;

/** One request while it is answered: what it may use, for how long, and what has gone wrong. For one thread. */
final class Call {

    private static final System.Logger LOG = System.getLogger(Call.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Catalog catalog;
    private final Access access;
    private final Clock clock;
    private final boolean readOnly;
    private final Instant until;
    private RuntimeException refusal;
    private RuntimeException failure;
    private boolean changed;

    Call(Catalog catalog, Access access, Clock clock, boolean readOnly) {
        this.catalog = catalog;
        this.access = access;
        this.clock = clock;
        this.readOnly = readOnly;
        this.until = clock.instant().plus(LONGEST);
    }

    /**
     * To be asked for anew each time. Once something has failed, nothing else is tried: it throws the same again.
     *
     * @throws Invalid where the time is up
     */
    Catalog catalog() {
        if (failure != null) {
            throw failure;
        }
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

    /** Notes that something has changed for good. */
    void changed() {
        changed = true;
    }

    /** Notes what is not the caller's mistake. */
    void failed(RuntimeException e) {
        failure = e;
    }

    /**
     * Throws what has failed, unless something was changed before: whoever asked has to learn of that, and would make it
     * again.
     */
    void requireAnswer() {
        if (failure == null) {
            return;
        }
        if (!changed) {
            throw failure;
        }
        LOG.log(Outage.isCauseOf(failure) ? WARNING : ERROR, "A mutation failed after others were done", failure);
    }
}
