package org.latchkey.apikey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A key as a list shows it.
 *
 * @param id the public id
 * @param name unique in the company
 * @param hint the last characters of its value
 * @param owner the name of the user as whom it acts
 * @param role the role of its owner in the company now, which is what the key may do; null where the owner has left
 * @param status now
 * @param expiresOn the last day on which it works, in the company's time zone; null where it never expires
 * @param lastUsedAt null where it was never used; behind by a few seconds
 * @param notes possibly empty, never null
 * @param createdAt when it was made
 */
public record KeySummary(
        UUID id,
        String name,
        String hint,
        String owner,
        String role,
        KeyStatus status,
        LocalDate expiresOn,
        Instant lastUsedAt,
        String notes,
        Instant createdAt) {}
