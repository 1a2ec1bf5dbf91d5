package org.latchkey.safe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The steps of replacing the pepper, each in a transaction of its own. Between any two of them, and after any that has failed,
 * every secret can be opened.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class PepperRotation {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Peppers peppers;

    @Inject
    private SafeStore safe;

    @Inject
    private SecureRandom random;

    /** The names of the peppers in use, the newest first. */
    List<String> inUse() {
        return peppers.inUse().stream().map(PepperInUse::name).toList();
    }

    /**
     * Makes a pepper, which seals what is new from now on; where another server has just done so, nothing changes. Waits for
     * whoever is sealing something.
     */
    void begin() {
        List<PepperInUse> rows = peppers.lockInUse();
        if (rows.size() == 1) {
            peppers.use(peppers.store().add(rows.get(0).name(), random));
        }
    }

    /**
     * Seals a secret anew by the newest pepper, so that whoever reads it sees it as it was or as it is now.
     *
     * @param old the pepper that has sealed it
     * @param after a secret that comes after this one
     * @return what was looked at; empty where none comes after
     */
    Optional<Resealed> next(String old, UUID after) {
        return entities.createQuery(
                        "select e from SafeEntry e where e.pepper = :old and e.id > :after order by e.id",
                        SafeEntry.class)
                .setParameter("old", old)
                .setParameter("after", after)
                .setMaxResults(1)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .map(this::reseal);
    }

    private Resealed reseal(SafeEntry entry) {
        try {
            Object[] owner = owner(entry);
            String id = (String) owner[0];
            byte[] half = (byte[]) owner[1];
            String secret = entry.open(entry.kind(), id, half, peppers.get(entry.pepper()));
            entry.seal(id, half, secret, peppers.current());
            entities.flush();
            return new Resealed(entry.id(), true);
        } catch (CannotOpen e) {
            safe.report(entry.kind(), entry.id(), e);
            return new Resealed(entry.id(), false);
        }
    }

    /** The id of the row that it belongs to, and that row's half of what opens it. */
    private Object[] owner(SafeEntry entry) {
        List<?> owners = entities.createNativeQuery(
                        "SELECT owner, safe_key FROM safe_owner WHERE safe_id = :id", Object[].class)
                .setParameter("id", entry.id())
                .getResultList();
        if (owners.isEmpty()) {
            throw new CannotOpen("it belongs to nothing");
        }
        return (Object[]) owners.get(0);
    }

    /**
     * Ends the use of a pepper, if there is nothing left that it has sealed. Waits for whoever has begun to seal something by
     * it.
     *
     * @return whether it is no longer in use
     */
    boolean end(String name) {
        PepperInUse row = entities.find(PepperInUse.class, name, LockModeType.PESSIMISTIC_WRITE);
        long sealed = entities.createQuery("select count(e) from SafeEntry e where e.pepper = :name", Long.class)
                .setParameter("name", name)
                .getSingleResult();
        if (sealed > 0) {
            return false;
        }
        entities.remove(row);
        entities.flush();
        return true;
    }

    /** Removes the peppers that are not in use from the credential store. */
    void forget() {
        peppers.store().keep(peppers.lockInUse().stream().map(PepperInUse::name).collect(Collectors.toSet()));
    }

    /** A secret, and whether it could be opened and sealed anew. */
    record Resealed(UUID id, boolean done) {}
}
