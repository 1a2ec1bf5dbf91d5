package org.latchkey.account;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import org.latchkey.credential.Digest;
import org.latchkey.realm.RecordCache;

/**
 * Keeps what the realm remembers of keys and access tokens in step with the database: what a transaction has changed is forgotten after its
 * end and before anybody is told of it.
 */
@ApplicationScoped
public class KeyRecords {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    /** Says that the current transaction changes a key. */
    public void changed(UUID key) {
        atTheEnd(() -> RecordCache.keys().evict(key));
    }

    /** Says that the current transaction changes an access token. */
    public void tokenChanged(Digest token) {
        atTheEnd(() -> RecordCache.tokens().evict(token));
    }

    /** Says that the current transaction changes what any number of access tokens come from. */
    public void tokensChanged() {
        atTheEnd(() -> RecordCache.tokens().evictAll());
    }

    /** Says that the current transaction changes roles or users, and so any number of keys and access tokens. */
    public void allChanged() {
        atTheEnd(() -> {
            RecordCache.keys().evictAll();
            RecordCache.tokens().evictAll();
        });
    }

    private void atTheEnd(Runnable eviction) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                eviction.run();
            }
        });
    }
}
