package org.latchkey.safe;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps secrets that have to be read again: plugins' and webhooks' secrets, the keys that sign tokens, the mail server's password. For
 * services that have decided who may have them; in their transaction.
 */
@ApplicationScoped
@Transactional(value = TxType.MANDATORY, dontRollbackOn = CannotOpen.class)
public class SafeStore {

    private static final System.Logger LOG = System.getLogger(SafeStore.class.getName());
    private static final int MOST_REPORTED = 1000;

    // What nobody repairs is asked for again and again.
    private final Set<UUID> reported = ConcurrentHashMap.newKeySet();

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Peppers peppers;

    /**
     * Keeps a secret.
     *
     * @param kind what it is, as {@code "plugin secret"}; must be the same when it is opened
     * @param owner the id of the row of whatever it belongs to, as the view {@code safe_owner} has it; must be the same when it
     *     is opened
     * @return what opens it, for the row of whatever it belongs to
     */
    public SafeKey put(String kind, String owner, String secret) {
        SafeKey key = new SafeKey(UUID.randomUUID(), peppers.half());
        entities.persist(new SafeEntry(key.id(), kind, owner, key.half(), secret, peppers.current()));
        return key;
    }

    /**
     * Opens a secret.
     *
     * @throws CannotOpen where it is not there, was sealed with another pepper, as something else or for another row, or has
     *     been changed; the log says so. The transaction can go on.
     */
    public String open(String kind, String owner, SafeKey key) {
        try {
            SafeEntry entry = entities.find(SafeEntry.class, key.id());
            if (entry == null) {
                throw new CannotOpen("it is not there");
            }
            String secret = entry.open(kind, owner, key.half(), peppers.get(entry.pepper()));
            reported.remove(key.id());
            return secret;
        } catch (CannotOpen e) {
            report(kind, key.id(), e);
            throw e;
        }
    }

    /** Once for each, and not whenever somebody asks for it. */
    void report(String kind, UUID id, CannotOpen why) {
        if (reported.size() >= MOST_REPORTED) {
            reported.clear();
        }
        if (reported.add(id)) {
            LOG.log(ERROR, "The sealed {0} {1} cannot be opened: {2}", kind, id, why.getMessage());
        }
    }

    /** Forgets a secret; whatever it belongs to has to go, or to have another key, before the transaction ends. */
    public void remove(SafeKey key) {
        entities.createQuery("delete from SafeEntry e where e.id = :id")
                .setParameter("id", key.id())
                .executeUpdate();
    }
}
