package org.latchkey.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that was done, as people see it.
 *
 * @param sequence its number in its company, 1 for the first
 * @param at when
 * @param actor the name at that time of who did it; null where the server did it by itself, or nobody known
 * @param actorKey the key by which they did it, or null
 * @param actorKeyName the name of that key, or null where this company never had it
 * @param address where the request came from
 * @param kind as {@code key.created}; one of {@link Deed#KINDS} unless another version wrote it
 * @param subjectId what it was done to, or null
 * @param subject the name of that at that time, or null
 * @param details more about it: a value for each name
 * @param hash of the event and of the one before it
 */
public record ActivityEvent(
        long sequence,
        Instant at,
        String actor,
        UUID actorKey,
        String actorKeyName,
        String address,
        String kind,
        UUID subjectId,
        String subject,
        Map<String, String> details,
        String hash) {}
