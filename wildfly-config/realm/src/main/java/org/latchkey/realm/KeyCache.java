package org.latchkey.realm;

import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.infinispan.Cache;
import org.infinispan.commons.IllegalLifecycleStateException;

/**
 * The records of keys that were used of late, in the server's Infinispan cache.
 *
 * <p>Whoever changes what a record is made of evicts it after the change is committed and before it is answered. While no
 * deployment refers to the cache there is none: every look-up misses then, and the realm reads the database. Safe for use
 * by several threads.
 */
public final class KeyCache {

    private static final String NAME = "java:jboss/infinispan/cache/latchkey/key-records";
    private static final int STRIPES = 256;

    private static final KeyCache SHARED = new KeyCache();

    /**
     * Counts the evictions of the keys that share a stripe: a record that was read before one of them is not kept. Each is
     * guarded by itself.
     */
    private final Stripe[] stripes = new Stripe[STRIPES];

    private volatile Cache<UUID, KeyRecord> cache;

    KeyCache() {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** The cache of this server. */
    public static KeyCache shared() {
        return SHARED;
    }

    /** Null where it is not there. */
    KeyRecord get(UUID id) {
        Cache<UUID, KeyRecord> open = cache();
        if (open == null) {
            return null;
        }
        try {
            return open.get(id);
        } catch (IllegalLifecycleStateException e) {
            return null;
        }
    }

    /** To be asked for before a record is read, and handed over with it. */
    long evictionsSoFar(UUID id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            return stripe.evictions;
        }
    }

    /** Keeps a record, unless it may have changed since it was read. */
    void put(KeyRecord read, long evictionsBefore) {
        Cache<UUID, KeyRecord> open = cache();
        if (open == null) {
            return;
        }
        Stripe stripe = stripe(read.id());
        synchronized (stripe) {
            if (stripe.evictions == evictionsBefore) {
                try {
                    open.putForExternalRead(read.id(), read);
                } catch (IllegalLifecycleStateException e) {
                    cache = null;
                }
            }
        }
    }

    /** Forgets a key: the next request with it reads the database. */
    public void evict(UUID id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            stripe.evictions++;
            Cache<UUID, KeyRecord> open = cache();
            if (open != null) {
                open.remove(id);
            }
        }
    }

    /** Forgets all keys, as after a change of roles. */
    public void evictAll() {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.evictions++;
            }
        }
        Cache<UUID, KeyRecord> open = cache();
        if (open != null) {
            open.clear();
        }
    }

    private Stripe stripe(UUID id) {
        return stripes[Math.floorMod(id.hashCode(), STRIPES)];
    }

    private Cache<UUID, KeyRecord> cache() {
        Cache<UUID, KeyRecord> known = cache;
        if (known != null && known.getStatus().allowInvocations()) {
            return known;
        }
        cache = lookUp();
        return cache;
    }

    // The name is a constant; the cast cannot be checked, and nobody else puts anything in.
    @SuppressWarnings({"BanJNDI", "unchecked"})
    private static Cache<UUID, KeyRecord> lookUp() {
        try {
            Cache<UUID, KeyRecord> found = (Cache<UUID, KeyRecord>) new InitialContext().lookup(NAME);
            return found.getStatus().allowInvocations() ? found : null;
        } catch (NamingException e) {
            return null;
        }
    }

    private static final class Stripe {
        private long evictions;
    }
}
