package org.latchkey.realm;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.latchkey.credential.ApiKey;
import org.latchkey.credential.Digest;

/**
 * What the server holds of a key: one row of the view {@code key_record}.
 *
 * @param secretVersion counts the secrets that the key has had
 * @param previous the secret before this one; null where there is none
 * @param owned the owner's permissions in the key's company
 * @param asked what the key asks for of its owner's permissions; null for all of them
 * @param addresses from where it may be used; empty for anywhere
 */
record KeyRecord(
        UUID id,
        Digest digest,
        int secretVersion,
        Previous previous,
        long companyId,
        boolean allCompanies,
        String owner,
        boolean ownerInactive,
        boolean revoked,
        Instant expiresAt,
        List<AddressRange> addresses,
        int requestsPerMinute,
        Set<String> owned,
        Set<String> asked) {

    /**
     * A secret that was replaced.
     *
     * @param until the first moment at which it is no longer accepted
     * @param untilUsed whether it ends with the first use of the one that replaced it
     */
    record Previous(Digest digest, Instant until, boolean untilUsed) {

        boolean isAlive(Instant now) {
            return now.isBefore(until);
        }
    }

    /** Why this record does not let the presented key in from an address, or empty where it does. */
    Optional<Refusal> refusalOf(ApiKey presented, String address, Instant now) {
        if (!isCurrent(presented)) {
            if (!isPrevious(presented)) {
                return Optional.of(Refusal.UNKNOWN);
            }
            if (!revoked && !previous.isAlive(now)) {
                return Optional.of(Refusal.REGENERATED);
            }
        }
        if (revoked) {
            return Optional.of(Refusal.REVOKED);
        }
        if (isExpired(now)) {
            return Optional.of(Refusal.EXPIRED);
        }
        if (ownerInactive) {
            return Optional.of(Refusal.OWNER_INACTIVE);
        }
        return allows(address) ? Optional.empty() : Optional.of(Refusal.ADDRESS);
    }

    /** Why this record does not let a token of the key in from an address, or empty where it does. */
    Optional<Refusal> refusalOf(TokenRecord.Key token, String address, Instant now) {
        if (!isAlive(token, now) || revoked || isExpired(now)) {
            return Optional.of(Refusal.TOKEN_ENDED);
        }
        if (ownerInactive) {
            return Optional.of(Refusal.TOKEN_OWNER_INACTIVE);
        }
        return allows(address) ? Optional.empty() : Optional.of(Refusal.TOKEN_ADDRESS);
    }

    /** A token ends with the secret for which it was issued, and when the key gets another one. */
    private boolean isAlive(TokenRecord.Key token, Instant now) {
        return token.version() == secretVersion && (!token.byPrevious() || (previous != null && previous.isAlive(now)));
    }

    private boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    private boolean allows(String address) {
        return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address));
    }

    boolean isCurrent(ApiKey presented) {
        return digest.matches(presented.digest());
    }

    private boolean isPrevious(ApiKey presented) {
        return previous != null && previous.digest().matches(presented.digest());
    }

    /** Which of the key's secrets is presented, as they are counted. */
    int versionOf(ApiKey presented) {
        return isCurrent(presented) ? secretVersion : secretVersion - 1;
    }

    /** The first moment at which a secret of the key is no longer accepted; null where it never ends. */
    Instant endOf(ApiKey presented) {
        boolean first =
                !isCurrent(presented) && (expiresAt == null || previous.until().isBefore(expiresAt));
        return first ? previous.until() : expiresAt;
    }

    /** Whether the use of this secret ends the one before it. */
    boolean endsPrevious(ApiKey presented, Instant now) {
        return previous != null && previous.untilUsed() && previous.isAlive(now) && isCurrent(presented);
    }

    /** What the key may do in its company now. */
    Set<String> permissions() {
        if (asked == null) {
            return owned;
        }
        Set<String> both = new HashSet<>(owned);
        both.retainAll(asked);
        return both;
    }
}
