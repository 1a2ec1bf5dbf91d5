package org.latchkey.safe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** The peppers that this database needs, out of the server's credential store. */
@ApplicationScoped
public class Peppers {

    /** By their numbers: clocks may go back. */
    private static final String NEWEST = "select p from PepperInUse p order by length(p.name) desc, p.name desc";

    /** As the server has read them. One that is replaced stays: a secret that was read before may be opened after. */
    private final Map<String, Pepper> known = new ConcurrentHashMap<>();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SecureRandom random;

    @Inject
    private Clock clock;

    /**
     * Takes the peppers that have sealed the secrets of this database; where there are none yet, the newest one of the
     * credential store.
     *
     * @throws NoPepper where one is missing, or is another one of the same name
     */
    @Transactional(TxType.REQUIRED)
    public void require() {
        PepperStore store = store();
        SortedMap<String, Pepper> peppers = store.read();
        List<PepperInUse> rows = inUse();
        for (PepperInUse row : rows) {
            Pepper pepper = peppers.get(row.name());
            if (pepper == null) {
                throw new NoPepper(
                        row.name() + ", which has sealed secrets of this database, is missing from the " + store + ".");
            }
            if (!row.is(pepper)) {
                throw new NoPepper(row.name() + " in the " + store
                        + " is another one than that which has sealed the secrets of this database.");
            }
        }
        known.putAll(peppers);
        if (rows.isEmpty()) {
            if (peppers.isEmpty()) {
                throw store.empty();
            }
            use(peppers.get(peppers.lastKey()));
        }
    }

    /** The credential store of this server. */
    PepperStore store() {
        return PepperStore.in(System.getenv());
    }

    /** Those in use, the newest first. */
    List<PepperInUse> inUse() {
        return entities.createQuery(NEWEST, PepperInUse.class).getResultList();
    }

    /**
     * Those in use, the newest first. Until the caller's transaction ends nothing else begins to use one, ends the use of one,
     * or changes a credential store: servers and deployments that run side by side share that file.
     */
    List<PepperInUse> lockInUse() {
        return entities.createQuery(NEWEST, PepperInUse.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /**
     * The one that seals now. It stays in use until the caller's transaction ends.
     *
     * @throws CannotOpen where the server does not have it
     */
    Pepper current() {
        return get(entities.createQuery(NEWEST, PepperInUse.class)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getSingleResult()
                .name());
    }

    /** A new pepper seals from the end of the caller's transaction on. */
    void use(Pepper pepper) {
        entities.persist(new PepperInUse(pepper, half(), clock.instant()));
        known.put(pepper.name(), pepper);
    }

    /**
     * A pepper.
     *
     * @throws CannotOpen where the server does not have it
     */
    Pepper get(String name) {
        if (!known.containsKey(name)) {
            // Another server may have made it.
            read();
        }
        Pepper pepper = known.get(name);
        if (pepper == null) {
            throw new CannotOpen(name + " is not in the server's credential store");
        }
        return pepper;
    }

    private void read() {
        try {
            known.putAll(store().read());
        } catch (NoPepper e) {
            throw new CannotOpen(e.getMessage(), e);
        }
    }

    /** Random bytes, for the row of whatever a secret belongs to. */
    byte[] half() {
        byte[] half = new byte[Pepper.LENGTH];
        random.nextBytes(half);
        return half;
    }
}
