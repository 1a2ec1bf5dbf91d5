package org.latchkey.realm;

import java.util.UUID;
import java.util.function.Function;
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
        return with(open -> open.get(id));
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
        Stripe stripe = stripe(read.id());
        synchronized (stripe) {
            if (stripe.evictions == evictionsBefore) {
                with(open -> {
                    open.putForExternalRead(read.id(), read);
                    return null;
                });
            }
        }
    }

    /** Forgets a key: the next request with it reads the database. */
    public void evict(UUID id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            stripe.evictions++;
            with(open -> open.remove(id));
        }
    }

    /** Forgets all keys, as after a change of roles. */
    public void evictAll() {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.evictions++;
            }
        }
        with(open -> {
            open.clear();
            return null;
        });
    }

    private Stripe stripe(UUID id) {
        return stripes[Math.floorMod(id.hashCode(), STRIPES)];
    }

    /** Null where there is no cache: a stopped one does not come back to life, and a started one has to be looked up. */
    private <T> T with(Function<Cache<UUID, KeyRecord>, T> use) {
        Cache<UUID, KeyRecord> known = cache;
        if (known != null) {
            try {
                return use.apply(known);
            } catch (IllegalLifecycleStateException e) {
                cache = null;
            }
        }
        Cache<UUID, KeyRecord> found = lookUp();
        if (found == null) {
            return null;
        }
        try {
            T result = use.apply(found);
            cache = found;
            return result;
        } catch (IllegalLifecycleStateException e) {
            return null;
        }
    }

    // The name is a constant; the cast cannot be checked, and nobody else puts anything in.
    @SuppressWarnings({"BanJNDI", "unchecked"})
    private static Cache<UUID, KeyRecord> lookUp() {
        try {
            return (Cache<UUID, KeyRecord>) new InitialContext().lookup(NAME);
        } catch (NamingException e) {
            return null;
        }
    }

    private static final class Stripe {
        private long evictions;
    }
}
