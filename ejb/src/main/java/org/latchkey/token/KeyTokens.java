package org.latchkey.token;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.latchkey.account.Access;
import org.latchkey.account.CompanyAccess;
import org.latchkey.account.Permission;
import org.latchkey.apikey.TokenKey;
import org.latchkey.apikey.TokenKeys;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.credential.Scopes;
import org.latchkey.credential.Secret;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PlanNeeded;
import org.latchkey.problem.TooOften;

/**
 * Issues, shows and revokes the short-lived tokens of API keys. A token acts as its key does, in the key's own company, for a
 * while and for a number of requests; whatever ends the key, or gives it another secret, ends its tokens.
 *
 * <p>A token is alive until it expires, is revoked or ends with its key, be it used up or not. What a method has answered is
 * in the database, with its audit event, and holds from the next request on.
 */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE})
public class KeyTokens {

    /** How often in a minute a key may issue tokens, each time several. */
    public static final int CREATIONS_A_MINUTE = 5;

    /** The most tokens of a key that are alive. */
    public static final int MOST_ALIVE = 1000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ALIVE = """
             from IssuedToken t
            where t.keyId = :key and t.keyVersion = :version
              and (t.byPrevious = false or :previous = true) and t.revokedAt is null and t.expiresAt > :now""";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Access access;

    @Inject
    private TokenKeys keys;

    @Inject
    private Tokens tokens;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    /**
     * Issues tokens of the presented key. None outlives the key, or its old secret where that is presented.
     *
     * @throws PlanNeeded where the company's plan issues none ({@code plan_without_tokens})
     * @throws Invalid where a field breaks a rule of {@link KeyTokenTerms}; scopes are {@code permissions}
     * @throws Forbidden where they ask for a permission that the key does not have now
     * @throws TooOften where the key has issued {@value #CREATIONS_A_MINUTE} times in the last minute ({@code
     *     token_creations_exceeded})
     * @throws Conflict where more than {@value #MOST_ALIVE} tokens of the key would be alive ({@code too_many_tokens})
     */
    @RolesAllowed(Access.KEY_ROLE)
    public List<NewKeyToken> create(KeyTokenTerms terms) {
        CompanyAccess company = access.company(access.companyOfCredential());
        if (!company.plan().issuesTokens()) {
            throw new PlanNeeded(
                    "plan_without_tokens",
                    "The company's plan has no short-lived tokens. Startup, Growth and Enterprise have them.");
        }
        Invalid.refuse(terms.violations(access.resources()));
        requireHeld(terms.scopes(), company);
        TokenKey key = keys.presentedAndLocked();
        boolean byPrevious = !access.secretOfKey().equals(Optional.of(key.secretVersion()));
        Instant issuedAt = nextCreation(key);
        if (count(key) + terms.count() > MOST_ALIVE) {
            throw new Conflict(
                    "too_many_tokens", "This API key would have more than " + MOST_ALIVE + " tokens that are alive.");
        }
        Instant expiresAt = end(issuedAt, terms.lifetime());
        List<NewKeyToken> issued = Stream.generate(() -> issue(key, byPrevious, terms, issuedAt, expiresAt))
                .limit(terms.count())
                .toList();
        audit.record(key.companyId(), access.caller(), deed(key, terms, expiresAt));
        return issued;
    }

    private static void requireHeld(Set<String> scopes, CompanyAccess company) {
        scopes.stream()
                .flatMap(scope -> Permission.parse(scope).stream())
                .filter(permission -> !company.allows(permission))
                .sorted()
                .findFirst()
                .ifPresent(permission -> {
                    throw new Forbidden(permission.toString());
                });
    }

    /** The moment of a creation: another one than all before it, which are told apart by it. */
    private Instant nextCreation(TokenKey key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Instant> latest = entities.createQuery("""
                        select t.issuedAt from IssuedToken t where t.keyId = :key and t.issuedAt > :since
                        group by t.issuedAt order by t.issuedAt desc
                        """, Instant.class)
                .setParameter("key", key.id())
                .setParameter("since", now.minus(MINUTE))
                .setMaxResults(CREATIONS_A_MINUTE)
                .getResultList();
        if (latest.size() == CREATIONS_A_MINUTE) {
            Duration wait =
                    Duration.between(now, latest.get(CREATIONS_A_MINUTE - 1).plus(MINUTE));
            throw new TooOften(
                    "token_creations_exceeded",
                    "An API key may create tokens " + CREATIONS_A_MINUTE + " times a minute. Wait before the next.",
                    wait.plusSeconds(1).minusNanos(1).toSeconds());
        }
        return latest.isEmpty() || latest.get(0).isBefore(now)
                ? now
                : latest.get(0).plus(1, ChronoUnit.MICROS);
    }

    private long count(TokenKey key) {
        return entities.createQuery("select count(t)" + ALIVE, Long.class)
                .setParameter("key", key.id())
                .setParameter("version", key.secretVersion())
                .setParameter("previous", key.previousAlive())
                .setParameter("now", clock.instant())
                .getSingleResult();
    }

    private NewKeyToken issue(
            TokenKey key, boolean byPrevious, KeyTokenTerms terms, Instant issuedAt, Instant expiresAt) {
        TokenTerms token =
                new TokenTerms(UUID.randomUUID(), terms.scopes(), terms.audience(), terms.jkt(), issuedAt, expiresAt);
        String value = tokens.sign(terms.issuer(), Long.toString(key.ownerId()), key.id(), token);
        IssuedToken issued =
                IssuedToken.ofKey(token, Secret.digest(value), key, byPrevious, terms.name(), terms.requestLimit());
        entities.persist(issued);
        return new NewKeyToken(shown(issued, terms.requestLimit()), value);
    }

    private Instant end(Instant issuedAt, Duration lifetime) {
        Instant end = issuedAt.plus(lifetime);
        return access.expiryOfCredential().filter(end::isAfter).orElse(end).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Deed deed(TokenKey key, KeyTokenTerms terms, Instant expiresAt) {
        boolean narrow = !terms.scopes().equals(Set.of(Scopes.WRITE));
        return new Deed("token.created", key.id(), key.name())
                .with("count", Integer.toString(terms.count()))
                .with("name", terms.name().isEmpty() ? null : terms.name())
                .with("requestLimit", Integer.toString(terms.requestLimit()))
                .with("until", expiresAt.toString())
                .with("scopes", narrow ? String.join(" ", new TreeSet<>(terms.scopes())) : null);
    }

    /** The tokens of the presented key that are alive, the newest first. */
    @RolesAllowed(Access.KEY_ROLE)
    public List<KeyToken> list() {
        return list(keys.presented());
    }

    /** The token of the presented key whose value this is; empty where there is none that is alive. */
    @RolesAllowed(Access.KEY_ROLE)
    public Optional<KeyToken> find(String presented) {
        TokenKey key = keys.presented();
        return tokens.find(presented)
                .filter(token -> token.isAliveOf(key, clock.instant()))
                .map(token -> shown(List.of(token)).get(0));
    }

    /**
     * Revokes a token of the presented key: it is refused from the next request on. Where it has ended before, nothing
     * changes.
     *
     * @throws NotFound where the key has no such token
     */
    @RolesAllowed(Access.KEY_ROLE)
    public void revoke(UUID id) {
        revoke(keys.presented(), id);
    }

    /**
     * The tokens of a key that are alive, the newest first, for whoever may see the key.
     *
     * @throws NotFound where there is no key that the caller may see
     */
    @RolesAllowed(Access.USER_ROLE)
    public List<KeyToken> listOf(UUID key) {
        return list(keys.visible(key));
    }

    /**
     * Revokes a token of a key, for whoever may revoke the key; see {@link #revoke}.
     *
     * @throws NotFound where there is no key that the caller may see, or it has no such token
     * @throws Forbidden where the caller may not revoke the key
     */
    @RolesAllowed(Access.USER_ROLE)
    public void revokeOf(UUID key, UUID id) {
        revoke(keys.endable(key), id);
    }

    private List<KeyToken> list(TokenKey key) {
        if (!key.accepted()) {
            return List.of();
        }
        return shown(entities.createQuery("select t" + ALIVE + " order by t.issuedAt desc, t.id", IssuedToken.class)
                .setParameter("key", key.id())
                .setParameter("version", key.secretVersion())
                .setParameter("previous", key.previousAlive())
                .setParameter("now", clock.instant())
                .setMaxResults(MOST_ALIVE)
                .getResultList());
    }

    private void revoke(TokenKey key, UUID id) {
        IssuedToken token = entities.createQuery(
                        "select t from IssuedToken t where t.id = :id and t.keyId = :key", IssuedToken.class)
                .setParameter("id", id)
                .setParameter("key", key.id())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new NotFound("token"));
        if (token.isAliveOf(key, clock.instant())) {
            tokens.revoke(token);
            audit.record(
                    key.companyId(),
                    access.caller(),
                    new Deed("token.revoked", key.id(), key.name())
                            .with("token", id.toString())
                            .with("name", token.name().isEmpty() ? null : token.name()));
        }
    }

    private List<KeyToken> shown(List<IssuedToken> found) {
        Map<UUID, Integer> remaining = tokens.remaining(found);
        return found.stream()
                .map(token -> shown(token, remaining.get(token.id())))
                .toList();
    }

    private static KeyToken shown(IssuedToken token, int remaining) {
        return new KeyToken(
                token.id(),
                token.name(),
                List.of(token.scopes().split(" ", -1)),
                token.issuedAt(),
                token.expiresAt(),
                token.requestLimit(),
                remaining);
    }
}
