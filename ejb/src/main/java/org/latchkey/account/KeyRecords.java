package org.latchkey.account;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.UUID;
import org.latchkey.credential.Digest;
import org.latchkey.realm.KeyCache;

/**
 * Keeps what the realm remembers of keys in step with the database: what a transaction has changed is forgotten after its
 * end and before anybody is told of it.
 */
@ApplicationScoped
public class KeyRecords {

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    /** Says that the current transaction changes a key. */
    public void changed(UUID key) {
        atTheEnd(() -> KeyCache.shared().evict(key));
    }

    /** Says that the current transaction changes roles or users, and so any number of keys. */
    public void allChanged() {
        atTheEnd(() -> KeyCache.shared().evictAll());
    }

    /** Says that the current transaction changes an access token. */
    public void tokenChanged(Digest token) {}

    /** Says that the current transaction changes any number of access tokens. */
    public void tokensChanged() {}

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
