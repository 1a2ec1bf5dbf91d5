package org.latchkey.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.latchkey.account.KeyRecords;
import org.latchkey.audit.Audit;
import org.latchkey.audit.Deed;
import org.latchkey.client.Client;
import org.latchkey.credential.Digest;
import org.latchkey.credential.Secret;
import org.latchkey.realm.RequestLimits;

/** Issues and ends codes, access tokens and refresh tokens, for services that have decided so; in their transaction. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class Tokens {

    /** For how long a code is accepted. */
    public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    /** For how long a refresh token that was replaced gives the same successor again, to who never got the answer. */
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final String REFRESH = "refresh:";
    private static final Pattern REFRESH_SHAPE =
            Pattern.compile(REFRESH + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[0-9A-Za-z]{43}");
    private static final int SALT_BYTES = 32;

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SigningKeys keys;

    @Inject
    private KeyRecords records;

    @Inject
    private Audit audit;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /** Makes a code for what a user has consented to. */
    Secret issueCode(Consent consent, CodeTerms terms) {
        Instant now = now();
        Secret code = Secret.issue(random);
        entities.persist(TokenFamily.ofConsent(
                consent, passwordPrint(consent.userId()), terms, code, now, now.plus(CODE_LIFETIME)));
        return code;
    }

    /** What a client gets by itself. */
    public TokenFamily familyOf(Client client, Set<String> scopes, String audience) {
        TokenFamily family = TokenFamily.ofClient(client, scopes, audience, now());
        entities.persist(family);
        return family;
    }

    /** The family that a presented code belongs to, locked; whether the code is alive is another question. */
    public Optional<TokenFamily> ofCode(String presented) {
        return entities.createQuery("select f from TokenFamily f where f.codeDigest = :digest", TokenFamily.class)
                .setParameter("digest", Secret.digest(presented).toBytes())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /** The family that a presented refresh token names, locked; whether the token is one of it is another question. */
    public Optional<TokenFamily> ofRefreshToken(String presented) {
        Matcher shape = REFRESH_SHAPE.matcher(presented);
        return shape.matches()
                ? Optional.ofNullable(entities.find(
                        TokenFamily.class, UUID.fromString(shape.group(1)), LockModeType.PESSIMISTIC_WRITE))
                : Optional.empty();
    }

    /** The access token that is presented, expired or not. */
    public Optional<IssuedToken> find(String presented) {
        return entities.createQuery(
                        "select t from IssuedToken t left join fetch t.family where t.digest = :digest",
                        IssuedToken.class)
                .setParameter("digest", Secret.digest(presented).toBytes())
                .getResultStream()
                .findFirst();
    }

    /**
     * How many requests may still be made with tokens of keys, by their ids. What servers take from a limit meanwhile is
     * missing for a moment.
     */
    public Map<UUID, Integer> remaining(List<IssuedToken> tokens) {
        if (tokens.isEmpty()) {
            return Map.of();
        }
        // First what this server has taken and not used, then what all have taken.
        Map<UUID, Integer> remaining = new HashMap<>();
        tokens.forEach(token -> remaining.put(token.id(), RequestLimits.shared().left(token.id())));
        entities.createQuery(
                        "select t.id, t.requestLimit - t.requestsTaken from IssuedToken t where t.id in :ids",
                        Object[].class)
                .setParameter("ids", remaining.keySet())
                .getResultStream()
                .forEach(row -> remaining.merge((UUID) row[0], (Integer) row[1], Integer::sum));
        // What was given back between the two would count twice.
        tokens.forEach(token -> remaining.merge(token.id(), token.requestLimit(), Math::min));
        return remaining;
    }

    /** Whether the presented refresh token is the one that its family has now. */
    public boolean isCurrent(TokenFamily family, String presented) {
        return family.isCurrent(Secret.digest(presented));
    }

    /**
     * Whether those as whom a family acts are there to act: not disabled, still in the company, and with the password that
     * they had when they consented.
     */
    public boolean isBacked(TokenFamily family) {
        Number backed = (Number) entities.createNativeQuery("""
                        SELECT COUNT(*) FROM user_account u
                        JOIN membership m ON m.user_id = u.id AND m.company_id = :company
                        WHERE u.id = :user AND u.disabled_at IS NULL
                          AND (:print IS NULL OR :print = UNHEX(SHA2(u.password, 256)))
                        """)
                .setParameter("company", family.companyId())
                .setParameter("user", family.userId())
                .setParameter("print", family.passwordPrint())
                .getSingleResult();
        return backed.intValue() == 1;
    }

    private byte[] passwordPrint(long userId) {
        return (byte[]) entities.createNativeQuery(
                        "SELECT UNHEX(SHA2(u.password, 256)) FROM user_account u WHERE u.id = :user", byte[].class)
                .setParameter("user", userId)
                .getSingleResult();
    }

    /**
     * Issues an access token of a grant.
     *
     * @param issuer the address of this server
     * @param scopes what it allows, of what the family was granted
     * @param audience what it is for
     * @param jkt the thumbprint of the key that has to be proven with it; null for none
     */
    public Issued issue(
            TokenFamily family, Client client, String issuer, Set<String> scopes, String audience, String jkt) {
        Instant now = now().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(client.settings().accessLifetime());
        TokenTerms terms = new TokenTerms(UUID.randomUUID(), scopes, audience, jkt, now, expiresAt);
        String subject = family.isConsented()
                ? Long.toString(family.userId())
                : client.id().toString();
        String token = sign(issuer, subject, client.id(), terms);
        entities.persist(IssuedToken.ofFamily(terms, Secret.digest(token), family));
        family.lastsUntil(expiresAt);
        return new Issued(token, client.settings().accessLifetime().toSeconds());
    }

    /**
     * Signs an access token (RFC 9068), which whoever asks for it stores.
     *
     * @param issuer the address of this server
     * @param subject as whom it acts
     * @param clientId to what it is issued
     */
    String sign(String issuer, String subject, UUID clientId, TokenTerms terms) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(terms.audience())
                .issueTime(Date.from(terms.issuedAt()))
                .expirationTime(Date.from(terms.expiresAt()))
                .jwtID(terms.id().toString())
                .claim("client_id", clientId.toString())
                .claim("scope", String.join(" ", new TreeSet<>(terms.scopes())));
        if (terms.jkt() != null) {
            claims.claim("cnf", Map.of("jkt", terms.jkt()));
        }
        ECKey key = keys.current();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims.build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token cannot be signed", e);
        }
        return jwt.serialize();
    }

    /** Issues the first refresh token of a family. */
    public String firstRefreshToken(TokenFamily family, Client client) {
        String token = REFRESH + family.id() + ":" + Secret.issue(random).reveal();
        replaceBy(token, salt(), family, client);
        return token;
    }

    /** Whether a token is the refresh token of its family, or was replaced so lately that the answer may have been lost. */
    public boolean isRefreshToken(TokenFamily family, String presented) {
        Digest digest = Secret.digest(presented);
        return family.isCurrent(digest)
                || (family.isPrevious(digest)
                        && now().isBefore(family.refreshedAt().plus(RETRY)));
    }

    /**
     * Replaces a refresh token, as {@link #isRefreshToken} has accepted it.
     *
     * @return its successor: the same once more, where it was replaced a moment ago
     */
    public String refresh(TokenFamily family, Client client, String presented) {
        if (!family.isCurrent(Secret.digest(presented))) {
            return successor(family, presented, family.refreshSalt());
        }
        byte[] salt = salt();
        String token = successor(family, presented, salt);
        replaceBy(token, salt, family, client);
        return token;
    }

    /** Ends a family because its code or a refresh token was presented twice, and writes it down. */
    public void endReused(TokenFamily family, Client client) {
        if (!family.isEnded()) {
            end(family);
            audit.record(family.companyId(), new Deed("token.reused", client.id(), client.name()));
        }
    }

    /** Ends a family: nothing of it is accepted from the next request on. */
    public void end(TokenFamily family) {
        family.end(now());
        entities.createQuery(
                        "select t.digest from IssuedToken t where t.family = :family and t.expiresAt > :now",
                        byte[].class)
                .setParameter("family", family)
                .setParameter("now", now())
                .getResultStream()
                .map(Digest::stored)
                .forEach(records::tokenChanged);
    }

    /** Revokes one access token. */
    public void revoke(IssuedToken token) {
        token.revoke(now());
        records.tokenChanged(token.digest());
    }

    private void replaceBy(String token, byte[] salt, TokenFamily family, Client client) {
        Instant now = now();
        family.refresh(
                Secret.digest(token), salt, now, now.plus(client.settings().refreshLifetime()));
    }

    /** Only who has the token before it can derive it: what is stored is not enough. */
    private static String successor(TokenFamily family, String presented, byte[] salt) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(presented.getBytes(US_ASCII), "HmacSHA256"));
            return REFRESH + family.id() + ":" + Secret.of(hmac.doFinal(salt)).reveal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    private Instant now() {
        return clock.instant();
    }

    /**
     * An access token.
     *
     * @param seconds for how long it is accepted
     */
    public record Issued(String token, long seconds) {

        /** Without the token. */
        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
