package org.latchkey.account;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PasswordNeeded;
import org.latchkey.realm.ApiKeyRealm;
import org.latchkey.realm.KeyUses;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;
import org.wildfly.security.authz.Attributes;
import org.wildfly.security.evidence.PasswordGuessEvidence;

/** Decides who calls and what they may do, from the database as it is now. */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class Access {

    /** The role of everybody who signed in with a password. */
    public static final String USER_ROLE = "user";

    /** The role of every request that presents a key. */
    public static final String KEY_ROLE = ApiKeyRealm.KEY_ROLE;

    /** The role of every request that presents an access token. */
    public static final String TOKEN_ROLE = ApiKeyRealm.TOKEN_ROLE;

    /** The attribute in which a person's identity has the moment of signing in, by the server's configuration. */
    private static final String PROVEN_AT = "provenAt";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SignIn signIn;

    @Inject
    private Clock clock;

    /**
     * Who calls.
     *
     * @throws NotFound where the user is disabled or gone since they signed in
     */
    public Caller caller() {
        SecurityIdentity identity = identity();
        String email = identity.getPrincipal().getName();
        return entities.createQuery("select u from User u where u.email = :email and u.disabledAt is null", User.class)
                .setParameter("email", email)
                .getResultStream()
                .findFirst()
                .map(user -> new Caller(
                        user.id(), user.email(), user.name(), key(identity), id(identity, ApiKeyRealm.TOKEN_ATTRIBUTE)))
                .orElseThrow(() -> new NotFound("user"));
    }

    /** The access token with which the call was authenticated; empty where it was something else. */
    public Optional<PresentedToken> token() {
        SecurityIdentity identity = identity();
        return id(identity, ApiKeyRealm.TOKEN_ATTRIBUTE)
                .map(token -> new PresentedToken(
                        token,
                        id(identity, ApiKeyRealm.CLIENT_ATTRIBUTE),
                        key(identity),
                        Instant.parse(identity.getAttributes().getFirst(ApiKeyRealm.EXPIRES_ATTRIBUTE)),
                        identity.getAttributes().get(ApiKeyRealm.SCOPES_ATTRIBUTE).stream()
                                .sorted()
                                .toList()));
    }

    /** Whether an access token calls that would lack this permission, as {@code products:view}, whoever its user were. */
    public boolean isBeyondScopes(String permission) {
        return token().filter(token -> !Scopes.allows(Set.copyOf(token.scopes()), permission))
                .isPresent();
    }

    /**
     * For whom the call is, to count by, without asking the database: the company of the presented key or access token, or
     * the person who calls.
     */
    public String countedAs() {
        SecurityIdentity identity = identity();
        return attribute(identity, ApiKeyRealm.COMPANY_ATTRIBUTE)
                .orElseGet(() -> identity.getPrincipal().getName());
    }

    /**
     * The first moment at which the presented key, by this secret, or access token is no longer accepted; empty where that
     * never comes, or a person calls.
     */
    public Optional<Instant> expiryOfCredential() {
        return attribute(identity(), ApiKeyRealm.EXPIRES_ATTRIBUTE).map(Instant::parse);
    }

    /** Which of its secrets the presented key had, as they are counted; empty where no key itself was presented. */
    public Optional<Integer> secretOfKey() {
        return attribute(identity(), ApiKeyRealm.SECRET_ATTRIBUTE).map(Integer::valueOf);
    }

    /**
     * The id of the company to which the presented key or access token belongs.
     *
     * @throws NotFound where a person calls, who belongs to any number of them
     */
    public long companyOfCredential() {
        return attribute(identity(), ApiKeyRealm.COMPANY_ATTRIBUTE)
                .map(Long::valueOf)
                .orElseThrow(() -> new NotFound("company"));
    }

    /**
     * The companies in which the caller acts, by name: a user in all of theirs, a key in its own unless it is for all, an
     * access token in its own.
     */
    public List<CompanyAccess> companies() {
        SecurityIdentity identity = identity();
        Predicate<CompanyAccess> open = open(identity);
        Predicate<Permission> asked = asked(identity);
        return entities.createQuery("""
                        select distinct m from Membership m
                        join fetch m.company c
                        join fetch m.role r
                        left join fetch r.permissions
                        where m.user.email = :email and m.user.disabledAt is null
                        order by c.name, c.id
                        """, Membership.class)
                .setParameter("email", identity.getPrincipal().getName())
                .getResultStream()
                .map(membership -> membership.access(asked))
                .filter(open)
                .toList();
    }

    /** What the caller is in a company. Throws {@link NotFound} where they do not belong to it, or there is none. */
    public CompanyAccess company(long companyId) {
        return companies().stream()
                .filter(it -> it.id() == companyId)
                .findFirst()
                .orElseThrow(() -> new NotFound("company"));
    }

    /**
     * What the caller is in a company, provided that they may do this there.
     *
     * @throws NotFound where the caller does not belong to the company, or there is none
     * @throws Forbidden where they belong to it and lack the permission
     */
    public CompanyAccess require(long companyId, Permission permission) {
        CompanyAccess company = company(companyId);
        require(company, permission);
        return company;
    }

    /**
     * Demands that the caller may do this in a company, as it has been looked up already.
     *
     * @throws Forbidden otherwise
     */
    public void require(CompanyAccess company, Permission permission) {
        if (!allows(company, permission)) {
            throw new Forbidden(permission.toString());
        }
    }

    /** Whether the caller may do this in a company, which counts as needed where they may. */
    public boolean allows(CompanyAccess company, Permission permission) {
        boolean allowed = company.allows(permission);
        if (allowed) {
            key(identity()).ifPresent(key -> KeyUses.shared().notePermission(key, permission.toString()));
        }
        return allowed;
    }

    /** The names of what permissions may speak of, in the order in which people see them. */
    public List<String> resources() {
        return entities.createQuery("select r.name from Resource r order by r.position, r.name", String.class)
                .getResultList();
    }

    /**
     * Demands that the caller is sure to be who they are: a person has proven the password of late. A key proves itself
     * with each request; an access token never proves that its user is there.
     *
     * @throws PasswordNeeded otherwise
     */
    public void requireRecentProof() {
        if (needsProof()) {
            throw new PasswordNeeded();
        }
    }

    /** For how many minutes a proven password counts. */
    public int proofMinutes() {
        return SignIn.MINUTES;
    }

    /** Whether the caller would have to prove the password first. */
    public boolean needsProof() {
        Optional<Instant> signedInAt = attribute(identity(), PROVEN_AT).map(Instant::parse);
        Instant now = clock.instant();
        return !identity().getRoles().contains(KEY_ROLE)
                && !signIn.isRecent(now)
                && signedInAt.filter(at -> SignIn.isRecent(at, now)).isEmpty();
    }

    /**
     * Verifies the caller's password anew; Elytron counts failures as it does when somebody signs in. Where it is right,
     * what the rest of this request does counts as proven.
     *
     * @param password of any length and content, not null
     * @return whether it is right
     */
    @RolesAllowed(USER_ROLE)
    public boolean prove(String password) {
        try {
            String email = identity().getPrincipal().getName();
            SecurityDomain.getCurrent().authenticate(email, new PasswordGuessEvidence(password.toCharArray()));
            signIn.proveNow();
            return true;
        } catch (SecurityException | RealmUnavailableException e) {
            return false;
        }
    }

    /** A person acts everywhere; whatever else there is where its identity says, and where that says nothing, nowhere. */
    private static Predicate<CompanyAccess> open(SecurityIdentity identity) {
        if (isPerson(identity) || identity.getAttributes().containsKey(ApiKeyRealm.EVERYWHERE_ATTRIBUTE)) {
            return company -> true;
        }
        Optional<Long> only = attribute(identity, ApiKeyRealm.COMPANY_ATTRIBUTE).map(Long::valueOf);
        return company -> only.isPresent() && only.get() == company.id();
    }

    /**
     * A person asks for everything; whatever else there is for what its identity says, and where that says nothing, for
     * nothing.
     */
    private static Predicate<Permission> asked(SecurityIdentity identity) {
        if (isPerson(identity)) {
            return permission -> true;
        }
        Attributes.Entry asked = identity.getAttributes().get(ApiKeyRealm.ASKED_ATTRIBUTE);
        return asked.contains(ApiKeyRealm.EVERYTHING)
                ? permission -> true
                : permission -> asked.contains(permission.toString());
    }

    /** By what the identity has, never by what it lacks: another kind of credential must not pass for a person. */
    private static boolean isPerson(SecurityIdentity identity) {
        return identity.getRoles().contains(USER_ROLE);
    }

    private static SecurityIdentity identity() {
        return SecurityDomain.getCurrent().getCurrentSecurityIdentity();
    }

    private static Optional<UUID> key(SecurityIdentity identity) {
        return id(identity, ApiKeyRealm.KEY_ATTRIBUTE);
    }

    private static Optional<UUID> id(SecurityIdentity identity, String name) {
        return attribute(identity, name).map(UUID::fromString);
    }

    private static Optional<String> attribute(SecurityIdentity identity, String name) {
        return identity.getAttributes().containsKey(name)
                ? Optional.of(identity.getAttributes().getFirst(name))
                : Optional.empty();
    }
}
