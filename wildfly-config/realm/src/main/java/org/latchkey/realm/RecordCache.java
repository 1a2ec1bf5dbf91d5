package org.latchkey.realm;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.infinispan.Cache;
import org.infinispan.commons.IllegalLifecycleStateException;
import org.latchkey.credential.Digest;
import org.wildfly.security.auth.server.RealmUnavailableException;

/**
 * The records of credentials that were used of late, in one of the server's Infinispan caches.
 *
 * <p>Whoever changes what a record is made of evicts it after the change is committed and before it is answered. While no
 * deployment refers to the cache there is none: every look-up misses then, and the realm reads the database. Safe for use
 * by several threads.
 *
 * @param <K> by what a record is found
 * @param <R> the records
 */
public final class RecordCache<K, R> {

    private static final String CONTAINER = "java:jboss/infinispan/cache/latchkey/";
    private static final int STRIPES = 256;

    private static final RecordCache<UUID, KeyRecord> KEYS = new RecordCache<>("key-records");
    private static final RecordCache<Digest, TokenRecord> TOKENS = new RecordCache<>("token-records");

    private final String name;

    /**
     * Counts the evictions of the records that share a stripe: a record that was read before one of them is not kept. Each is
     * guarded by itself.
     */
    private final Stripe[] stripes = new Stripe[STRIPES];

    private volatile Cache<K, R> cache;

    /** @param name of the cache in the server's configuration */
    RecordCache(String name) {
        this.name = name;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** Records of keys, by the id of the key. */
    public static RecordCache<UUID, KeyRecord> keys() {
        return KEYS;
    }

    /** Records of access tokens, by the digest of the token. */
    public static RecordCache<Digest, TokenRecord> tokens() {
        return TOKENS;
    }

    /**
     * The record as it is remembered; otherwise as it is read, to be remembered.
     *
     * @throws RealmUnavailableException where it cannot be read
     */
    Optional<R> find(K id, Source<K, R> source) throws RealmUnavailableException {
        R known = with(open -> open.get(id));
        if (known != null) {
            return Optional.of(known);
        }
        long evictionsBefore = evictionsSoFar(id);
        Optional<R> found = source.read(id);
        found.ifPresent(read -> put(id, read, evictionsBefore));
        return found;
    }

    /** Where records are read. */
    interface Source<K, R> {

        Optional<R> read(K id) throws RealmUnavailableException;
    }

    private long evictionsSoFar(K id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            return stripe.evictions;
        }
    }

    /** Keeps a record, unless it may have changed since it was read. */
    private void put(K id, R read, long evictionsBefore) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            if (stripe.evictions == evictionsBefore) {
                with(open -> {
                    open.putForExternalRead(id, read);
                    return null;
                });
            }
        }
    }

    /** Forgets one: the next request with that credential reads the database. */
    public void evict(K id) {
        Stripe stripe = stripe(id);
        synchronized (stripe) {
            stripe.evictions++;
            with(open -> open.remove(id));
        }
    }

    /** Forgets all, as after a change of roles. */
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

    private Stripe stripe(K id) {
        return stripes[Math.floorMod(id.hashCode(), STRIPES)];
    }

    /** Null where there is no cache: a stopped one does not come back to life, and a started one has to be looked up. */
    private <T> T with(Function<Cache<K, R>, T> use) {
        Cache<K, R> known = cache;
        if (known != null) {
            try {
                return use.apply(known);
            } catch (IllegalLifecycleStateException e) {
                cache = null;
            }
        }
        Cache<K, R> found = lookUp();
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

    // The name is one of two constants; the cast cannot be checked, and nobody else puts anything in.
    @SuppressWarnings({"BanJNDI", "unchecked"})
    private Cache<K, R> lookUp() {
        try {
            return (Cache<K, R>) new InitialContext().lookup(CONTAINER + name);
        } catch (NamingException e) {
            return null;
        }
    }

    private static final class Stripe {
        private long evictions;
    }
}
