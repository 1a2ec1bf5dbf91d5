package org.latchkey.token;

import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.latchkey.client.ClientSettings;
import org.latchkey.safe.CannotOpen;
import org.latchkey.safe.SafeKey;
import org.latchkey.safe.SafeStore;

/**
 * The ES256 keys that sign access tokens. One signs, for {@value #DAYS} days or until somebody retires it ({@code
 * bin/latchkey-rotate-keys.sh}); the next token then makes another. What was retired is published for as long as a token
 * that it has signed may be alive.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class SigningKeys {

    private static final System.Logger LOG = System.getLogger(SigningKeys.class.getName());
    private static final int DAYS = 90;
    private static final String KIND = "signing key";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private SafeStore safe;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    private volatile ECKey opened;

    /** The key to sign with, with its private part. */
    ECKey current() {
        // Asked for each token, so that a key that was retired a moment ago signs no more.
        SigningKey row = entities.createQuery(
                        "select k from SigningKey k where k.retiredAt is null order by k.createdAt desc, k.id",
                        SigningKey.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .orElseGet(this::make);
        ECKey known = opened;
        if (known == null || !known.getKeyID().equals(row.id().toString())) {
            known = open(row);
            opened = known;
        }
        return known;
    }

    /** Where that fails, since somebody has tampered with it, a new one signs: tokens that are alive need public keys only. */
    private ECKey open(SigningKey row) {
        try {
            return ECKey.parse(safe.open(KIND, row.id().toString(), row.safeKey()));
        } catch (ParseException | CannotOpen e) {
            LOG.log(WARNING, "Another key signs from now on, since this one cannot be opened: {0}", row.id());
            retire(List.of(row));
            return open(make());
        }
    }

    private SigningKey make() {
        UUID id = UUID.randomUUID();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(id.toString())
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .secureRandom(random)
                    .generate();
            SigningKey row = new SigningKey(
                    id,
                    key.toPublicJWK().toJSONString(),
                    safe.put(KIND, id.toString(), key.toJSONString()),
                    clock.instant());
            entities.persist(row);
            return row;
        } catch (JOSEException e) {
            throw new IllegalStateException("no key could be made", e);
        }
    }

    /** The public keys by which access tokens are verified, as JWKs; there is at least one. */
    public List<String> published() {
        List<SigningKey> keys = entities.createQuery(
                        "select k from SigningKey k order by k.createdAt desc, k.id", SigningKey.class)
                .getResultList();
        return keys.isEmpty()
                ? List.of(make().published())
                : keys.stream().map(SigningKey::published).toList();
    }

    /** Retires what has signed for long enough, and forgets what was retired before the oldest token was issued. */
    void rotate() {
        Instant now = clock.instant();
        Instant old = now.minus(Duration.ofDays(DAYS));
        retire(signing().stream().filter(key -> key.createdAt().isBefore(old)).toList());
        List<SigningKey> gone = entities.createQuery(
                        "select k from SigningKey k where k.retiredAt < :gone", SigningKey.class)
                .setParameter("gone", now.minus(ClientSettings.LONGEST_ACCESS).minus(Duration.ofDays(1)))
                .getResultList();
        List<SafeKey> secrets = secrets(gone);
        gone.forEach(entities::remove);
        entities.flush();
        secrets.forEach(safe::remove);
    }

    /**
     * Retires what signs.
     *
     * @return how many keys that were
     */
    int retireAll() {
        List<SigningKey> keys = signing();
        retire(keys);
        return keys.size();
    }

    private List<SigningKey> signing() {
        return entities.createQuery("select k from SigningKey k where k.retiredAt is null", SigningKey.class)
                .getResultList();
    }

    /** What they have signed is verified by their public halves; the private ones go at once. */
    private void retire(List<SigningKey> keys) {
        List<SafeKey> secrets = secrets(keys);
        Instant now = clock.instant();
        keys.forEach(key -> key.retire(now));
        entities.flush();
        secrets.forEach(safe::remove);
    }

    private static List<SafeKey> secrets(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::safeKey).filter(Objects::nonNull).toList();
    }
}
