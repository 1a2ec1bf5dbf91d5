package org.latchkey.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import org.latchkey.safe.CannotOpen;
import org.latchkey.safe.SafeStore;

/** How the server signs in at the mail server, as its operator has said. */
@ApplicationScoped
@Transactional(value = TxType.REQUIRED, dontRollbackOn = CannotOpen.class)
class MailLogins {

    private static final String KIND = "mail password";
    /** There is one row only. */
    private static final String OWNER = "mail server";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SafeStore safe;

    /**
     * How to sign in; empty where nobody does.
     *
     * @throws CannotOpen where the password cannot be read
     */
    Optional<Credentials> current() {
        return row().map(row -> new Credentials(row.name(), safe.open(KIND, OWNER, row.password())));
    }

    /** From now on this user signs in. */
    void set(Credentials credentials) {
        clear();
        entities.persist(new MailLogin(credentials.user(), safe.put(KIND, OWNER, credentials.password())));
    }

    /** From now on nobody signs in. */
    void clear() {
        row().ifPresent(row -> {
            entities.remove(row);
            entities.flush();
            safe.remove(row.password());
        });
    }

    private Optional<MailLogin> row() {
        return Optional.ofNullable(entities.find(MailLogin.class, MailLogin.ONLY_ONE));
    }

    /** A user of the mail server. */
    record Credentials(String user, String password) {

        /** The password is redacted. */
        @Override
        public String toString() {
            return user;
        }
    }
}
