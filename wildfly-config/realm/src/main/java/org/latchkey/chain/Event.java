package org.latchkey.chain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What is written down of one thing that was done.
 *
 * @param at when; to the microsecond, which is what is stored
 * @param actorId the user who did it; null where nobody did, but the server by itself
 * @param actor their name at that time, or null
 * @param actorKey the key by which they did it, or null
 * @param address where the request came from
 * @param kind as {@code key.created}
 * @param subjectId what it was done to, or null
 * @param subject the name of that at that time, or null
 * @param details more about it as text, possibly empty
 */
public record Event(
        Instant at,
        Long actorId,
        String actor,
        UUID actorKey,
        String address,
        String kind,
        UUID subjectId,
        String subject,
        String details) {

    /** Cuts the time to what is stored. */
    public Event {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }
}
