package org.latchkey.safe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/**
 * Keeps secrets that have to be read again: plugins' secrets, the keys that sign tokens, the mail server's password. For
 * services that have decided who may have them; in their transaction.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class SafeStore {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Safe safe;

    /**
     * Keeps a secret.
     *
     * @param kind what it is, as {@code "plugin secret"}; must be the same when it is opened
     * @return what opens it, for the row of whatever it belongs to
     */
    public SafeKey put(String kind, String secret) {
        UUID id = UUID.randomUUID();
        Sealed sealed = safe.seal(context(kind, id), secret);
        entities.persist(new SafeEntry(id, kind, sealed.jwe()));
        return new SafeKey(id, sealed.key());
    }

    /**
     * Opens a secret.
     *
     * @throws IllegalStateException where it is not there, was sealed with another pepper, as something else or for another
     *     row, or has been changed
     */
    public String open(String kind, SafeKey key) {
        SafeEntry entry = entities.find(SafeEntry.class, key.id());
        if (entry == null) {
            throw new IllegalStateException("there is no such " + kind);
        }
        return safe.open(context(kind, key.id()), new Sealed(entry.sealed(), key.half()));
    }

    /** Forgets a secret; whatever it belongs to has to go, or to have another key, before the transaction ends. */
    public void remove(SafeKey key) {
        entities.createQuery("delete from SafeEntry e where e.id = :id")
                .setParameter("id", key.id())
                .executeUpdate();
    }

    private static String context(String kind, UUID id) {
        return kind + " " + id;
    }
}
