package org.latchkey.api.odata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.olingo.server.api.ODataResponse;

/** How long a batch may take and how large its answers may be, all in all: they are in memory until the last is there. */
final class Allowance {

    /** Nothing begins later than that. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Nothing begins once the answers are as large as that; one has at most a page. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Clock clock;
    private final Instant end;
    private long bytes;

    Allowance(Clock clock) {
        this.clock = clock;
        end = clock.instant().plus(LONGEST);
    }

    /** Whether nothing more may begin. */
    boolean isSpent() {
        return bytes >= MOST_BYTES || clock.instant().isAfter(end);
    }

    /** Counts an answer. */
    void spend(ODataResponse answer) {
        if (answer.getContent() == null) {
            return;
        }
        try {
            byte[] content = answer.getContent().readAllBytes();
            bytes += content.length;
            answer.setContent(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
