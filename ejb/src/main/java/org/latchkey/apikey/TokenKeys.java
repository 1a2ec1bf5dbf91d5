package org.latchkey.apikey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.latchkey.account.Access;
import org.latchkey.account.Permission;
import org.latchkey.account.Powers;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;

/** Finds keys for the services that issue short-lived tokens of them and tell of those; in their transaction. */
@ApplicationScoped
public class TokenKeys {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private KeyRules rules;

    @Inject
    private Powers powers;

    @Inject
    private Clock clock;

    /**
     * The presented key.
     *
     * @throws NotFound where it has ended since or has another secret, or something else is presented
     */
    public TokenKey presented() {
        return presented(LockModeType.NONE);
    }

    /** The same, locked: of two that come at once the second sees what the first has issued. */
    public TokenKey presentedAndLocked() {
        return presented(LockModeType.PESSIMISTIC_WRITE);
    }

    private TokenKey presented(LockModeType lock) {
        return access.caller()
                .key()
                .map(id -> entities.find(IssuedKey.class, id, lock))
                .filter(rules::hasPresentedSecret)
                .map(this::read)
                .filter(TokenKey::accepted)
                .orElseThrow(() -> new NotFound("key"));
    }

    /**
     * A key that the caller may see.
     *
     * @throws NotFound where there is none
     */
    public TokenKey visible(UUID id) {
        return read(rules.visible(id).key());
    }

    /**
     * A key that the caller may end, locked.
     *
     * @throws NotFound where there is none that they may see
     * @throws Forbidden where they may not end it
     */
    public TokenKey endable(UUID id) {
        return read(rules.changeable(id).key());
    }

    /** A key, whoever asks; empty where it is gone. */
    public Optional<TokenKey> find(UUID id) {
        return Optional.ofNullable(entities.find(IssuedKey.class, id)).map(this::read);
    }

    /** What a key may do in its company now. */
    public Set<Permission> permissions(TokenKey key) {
        Set<Permission> permissions = new HashSet<>(powers.of(key.ownerId(), key.companyId()));
        Set<Permission> asked =
                entities.find(IssuedKey.class, key.id()).settings().permissions();
        if (asked != null) {
            permissions.retainAll(asked);
        }
        return permissions;
    }

    private TokenKey read(IssuedKey key) {
        Instant now = clock.instant();
        return new TokenKey(
                key.id(),
                key.companyId(),
                key.ownerId(),
                key.name(),
                key.secretVersion(),
                key.isPreviousAlive(now),
                KeyStatus.of(key, now).isAccepted() && isOwnerActive(key));
    }

    private boolean isOwnerActive(IssuedKey key) {
        return entities.createQuery("""
                        select count(m) from Membership m
                        where m.user.id = :owner and m.company.id = :company and m.user.disabledAt is null
                        """, Long.class)
                        .setParameter("owner", key.ownerId())
                        .setParameter("company", key.companyId())
                        .getSingleResult()
                > 0;
    }
}
