package org.latchkey.oauth;

import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_CLIENT;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientAuthenticationVerifier;
import com.nimbusds.oauth2.sdk.auth.verifier.ClientCredentialsSelector;
import com.nimbusds.oauth2.sdk.auth.verifier.Context;
import com.nimbusds.oauth2.sdk.auth.verifier.InvalidClientException;
import com.nimbusds.oauth2.sdk.auth.verifier.JWTAudienceCheck;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.latchkey.client.Client;
import org.latchkey.credential.Digest;
import org.latchkey.realm.ProofUses;

/**
 * Knows clients by what they prove: {@code client_secret_basic}, {@code client_secret_post}, {@code private_key_jwt} (RFC
 * 7523), or {@code none} for public clients. Each has one way: who has registered keys is not let in by a secret.
 */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class ClientProof {

    static final List<JWSAlgorithm> ALGORITHMS =
            ProofUses.ALGORITHMS.stream().map(JWSAlgorithm::parse).toList();

    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(10);
    private static final Pattern ASSERTION_ID = Pattern.compile("[!-~]{1,255}");
    private static final String BASIC = "Basic ";
    private static final String UNKNOWN = "The client is not known, or did not prove itself.";

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Issuer issuer;

    @Inject
    private Guesses guesses;

    @Inject
    private Clock clock;

    /** Either the client, or why there is none. */
    record Outcome(Client client, OAuthAnswer refusal) {

        static Outcome refused(OAuthAnswer refusal) {
            return new Outcome(null, refusal);
        }
    }

    /** The enabled client of an id. */
    Optional<Client> find(String id) {
        return id != null && UUID_SHAPE.matcher(id).matches()
                ? Optional.ofNullable(entities.find(Client.class, UUID.fromString(id)))
                        .filter(client -> !client.isDisabled())
                : Optional.empty();
    }

    /** Who sends this request. */
    Outcome prove(OAuthRequest request, Form form) {
        boolean basic = !request.authorization().isEmpty();
        int ways = (basic ? 1 : 0)
                + (form.has("client_secret") ? 1 : 0)
                + (form.has("client_assertion") || form.has("client_assertion_type") ? 1 : 0);
        if (ways > 1 || request.authorization().size() > 1) {
            return Outcome.refused(OAuthAnswer.invalid("The client proves itself in two ways. Use one."));
        }
        if (basic && !request.authorization().get(0).regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return wrong(request);
        }
        try {
            ClientAuthentication proof = ways == 0 ? null : ClientAuthentication.parse(toSdk(request));
            String id =
                    proof == null ? form.get("client_id") : proof.getClientID().getValue();
            if (id == null) {
                return wrong(request);
            }
            if (form.has("client_id") && !form.get("client_id").equals(id)) {
                return Outcome.refused(OAuthAnswer.invalid("There are two different client ids."));
            }
            Optional<Client> client = find(id);
            if (client.isPresent() && isProven(client.get(), proof)) {
                return new Outcome(client.get(), null);
            }
        } catch (ParseException | IllegalArgumentException | InvalidClientException | JOSEException e) {
            // Whatever cannot be read proves nothing; what exactly was wrong helps nobody but who guesses.
        }
        return wrong(request);
    }

    private Outcome wrong(OAuthRequest request) {
        return Outcome.refused(guesses.wrong(request.address(), OAuthAnswer.error(INVALID_CLIENT, UNKNOWN)));
    }

    private HTTPRequest toSdk(OAuthRequest request) throws ParseException {
        HTTPRequest sdk = new HTTPRequest(HTTPRequest.Method.POST, issuer.address(request.path()));
        sdk.setContentType(request.contentType());
        if (!request.authorization().isEmpty()) {
            sdk.setAuthorization(request.authorization().get(0));
        }
        sdk.setBody(request.body());
        return sdk;
    }

    private boolean isProven(Client client, ClientAuthentication proof) throws InvalidClientException, JOSEException {
        if (proof == null) {
            return client.settings().open();
        }
        boolean byKey = proof instanceof PrivateKeyJWT;
        // No proof by an HMAC: what it would be keyed with is not stored.
        if (!byKey && !(proof instanceof PlainClientSecret)) {
            return false;
        }
        if (client.settings().open() || byKey == client.settings().hasSecret()) {
            return false;
        }
        if (byKey && !isTimely((PrivateKeyJWT) proof)) {
            return false;
        }
        verifier().verify(proof, null, contextOf(client));
        return !byKey || isFirstUse(client, (PrivateKeyJWT) proof);
    }

    private static Context<Client> contextOf(Client client) {
        Context<Client> context = new Context<>();
        context.set(client);
        return context;
    }

    /** An assertion is for this server by its issuer only: one for an address could be meant for somebody else's server. */
    private ClientAuthenticationVerifier<Client> verifier() {
        return new ClientAuthenticationVerifier<>(
                new Credentials(), Set.of(new Audience(issuer.value())), JWTAudienceCheck.STRICT);
    }

    /** So short a life that remembering the ids of those used is little work. */
    private boolean isTimely(PrivateKeyJWT proof) {
        Date expires = proof.getJWTAuthenticationClaimsSet().getExpirationTime();
        String id = proof.getJWTAuthenticationClaimsSet().getJWTID() == null
                ? ""
                : proof.getJWTAuthenticationClaimsSet().getJWTID().getValue();
        return ALGORITHMS.contains(proof.getClientAssertion().getHeader().getAlgorithm())
                && ASSERTION_ID.matcher(id).matches()
                && !expires.toInstant().isAfter(clock.instant().plus(LONGEST_ASSERTION));
    }

    private boolean isFirstUse(Client client, PrivateKeyJWT proof) {
        String id = client.id() + ":"
                + proof.getJWTAuthenticationClaimsSet().getJWTID().getValue();
        Instant expires =
                proof.getJWTAuthenticationClaimsSet().getExpirationTime().toInstant();
        return entities.createNativeQuery("INSERT IGNORE INTO client_assertion (digest, expires_at) VALUES (?, ?)")
                        .setParameter(
                                1, org.latchkey.credential.Secret.digest(id).toBytes())
                        .setParameter(2, LocalDateTime.ofInstant(expires.plusSeconds(60), ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** What is known of the client in the context. */
    private final class Credentials implements ClientCredentialsSelector<Client> {

        @Override
        public List<Secret> selectClientSecrets(
                ClientID id, ClientAuthenticationMethod method, Context<Client> context) {
            List<Secret> secrets = new ArrayList<>();
            context.get().digests(clock.instant()).forEach(digest -> secrets.add(new StoredSecret(digest)));
            return secrets;
        }

        @Override
        public List<PublicKey> selectPublicKeys(
                ClientID id,
                ClientAuthenticationMethod method,
                JWSHeader header,
                boolean forced,
                Context<Client> context)
                throws InvalidClientException {
            try {
                JWKSet known = JWKSet.parse(context.get().settings().jwks());
                List<PublicKey> keys = new ArrayList<>();
                for (JWK key : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(known)) {
                    keys.add(((AsymmetricJWK) key).toPublicKey());
                }
                return keys;
            } catch (java.text.ParseException | JOSEException e) {
                // Checked when it was registered.
                throw new InvalidClientException("no keys");
            }
        }
    }

    /** A secret of which only the digest is known; the SDK compares digests, in constant time. */
    private static final class StoredSecret extends Secret {

        private static final long serialVersionUID = 1;

        private final byte[] digest;

        StoredSecret(Digest digest) {
            super("stored");
            this.digest = digest.toBytes();
        }

        @Override
        public byte[] getSHA256() {
            return digest.clone();
        }
    }
}
