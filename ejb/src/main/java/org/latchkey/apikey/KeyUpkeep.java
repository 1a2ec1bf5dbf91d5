package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.latchkey.account.KeyRecords;
import org.latchkey.apikey.DueKeys.Due;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;

/** What Latchkey does with keys by itself: for one owner in one transaction, with its mail and its audit events. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class KeyUpkeep {

    @Inject
    private DueKeys dueKeys;

    @Inject
    private KeyMail mail;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    /** Announces that keys of an owner will expire, by mail where mails are sent. */
    void announceExpiry(List<UUID> ids, Due due) {
        List<IssuedKey> keys = dueKeys.lock(ids, due);
        if (keys.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (IssuedKey key : keys) {
            int days = daysAhead(key.expiresAt(), now);
            key.announced(days);
            audit.record(key.companyId(), daysAhead("key.announced", key, days));
        }
        mail.expiring(keys);
    }

    /** The fewest of the days ahead that are still enough. */
    private static int daysAhead(Instant expiresAt, Instant now) {
        return Due.DAYS_AHEAD.stream()
                .filter(days -> !expiresAt.isAfter(now.plus(Duration.ofDays(days))))
                .min(Integer::compare)
                .orElseThrow();
    }

    /** Warns that keys of an owner will be revoked unless they are used. */
    void warnUnused(List<UUID> ids, Due due, int unusedDays) {
        List<IssuedKey> keys = dueKeys.lock(ids, due);
        if (keys.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (IssuedKey key : keys) {
            key.warnedUnused(now);
            audit.record(key.companyId(), daysAhead("key.unused", key, KeyPolicy.WARNING_DAYS));
        }
        Instant earliest = now.plus(Duration.ofDays(KeyPolicy.WARNING_DAYS));
        mail.unused(keys, key -> {
            Instant since = key.lastUsedAt() == null ? key.createdAt() : key.lastUsedAt();
            Instant revoked = since.plus(Duration.ofDays(unusedDays));
            return revoked.isAfter(earliest) ? revoked : earliest;
        });
    }

    /** Revokes keys of an owner that nobody uses. */
    void revokeUnused(List<UUID> ids, Due due) {
        for (IssuedKey key : dueKeys.lock(ids, due)) {
            if (key.revoke(null, clock.instant())) {
                records.changed(key.id());
                audit.record(key.companyId(), new Deed("key.revoked", key.id(), key.name()).with("because", "unused"));
            }
        }
    }

    private static Deed daysAhead(String kind, IssuedKey key, int days) {
        return new Deed(kind, key.id(), key.name()).with("days", Integer.toString(days));
    }
}
