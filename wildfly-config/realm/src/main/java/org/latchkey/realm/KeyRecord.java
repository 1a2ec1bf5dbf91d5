package org.latchkey.realm;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.latchkey.credential.ApiKey;
import org.latchkey.credential.Digest;

/** What the server holds of a key: one row of the view {@code key_record}, with its permissions. */
record KeyRecord(
        UUID id,
        Digest digest,
        long companyId,
        String owner,
        boolean ownerInactive,
        boolean revoked,
        Instant expiresAt,
        Set<String> permissions) {

    /** Why this record does not let the presented key in, or empty where it does. */
    Optional<Refusal> refusalOf(ApiKey presented, Instant now) {
        if (!digest.matches(presented.digest())) {
            return Optional.of(Refusal.UNKNOWN);
        }
        if (revoked) {
            return Optional.of(Refusal.REVOKED);
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (ownerInactive) {
            return Optional.of(Refusal.OWNER_INACTIVE);
        }
        return Optional.empty();
    }
}
