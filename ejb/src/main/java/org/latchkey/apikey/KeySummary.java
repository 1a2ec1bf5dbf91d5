package org.latchkey.apikey;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.Permission;

/**
 * A key as a list shows it.
 *
 * @param id the public id
 * @param version counts its changes; to be handed back with the next one
 * @param companyId the company to which it belongs
 * @param name unique in the company
 * @param hint the last characters of its value
 * @param owner the user as whom it acts
 * @param status now
 * @param settings what it asks for, and its limits
 * @param effective what it may do in its company now, sorted
 * @param missing what it asks for and its owner does not have there now, sorted
 * @param expiresOn the last day on which it works, in the company's time zone; null where it never expires
 * @param expiresAt the first moment at which it is no longer accepted; null where it never expires
 * @param previousUntil the first moment at which the secret before this one is no longer accepted; null where there is none
 * @param previousUntilUsed whether that one ends with the first use of the current one
 * @param lastUsedAt null where it was never used; behind by a few seconds
 * @param createdAt when it was made
 * @param revokedAt when it was revoked; null where it was not
 * @param revokedBy by whom; null where it was not, or Latchkey did it by itself
 * @param changeable whether the caller may change it, beyond ending it
 */
public record KeySummary(
        UUID id,
        int version,
        long companyId,
        String name,
        String hint,
        Owner owner,
        KeyStatus status,
        KeySettings settings,
        List<Permission> effective,
        List<Permission> missing,
        LocalDate expiresOn,
        Instant expiresAt,
        Instant previousUntil,
        boolean previousUntilUsed,
        Instant lastUsedAt,
        Instant createdAt,
        Instant revokedAt,
        String revokedBy,
        boolean changeable) {

    /**
     * The user as whom a key acts.
     *
     * @param id of the user
     * @param name of the user
     * @param service whether it is a service account
     * @param active false where the user is disabled or has left the company: the key is refused then
     */
    public record Owner(long id, String name, boolean service, boolean active) {}
}
