package org.latchkey.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.PushedAuthorizationSuccessResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latchkey.client.Client;
import org.latchkey.credential.Secret;
import org.latchkey.oauth.AuthorizationRequests.Judged;

/** Pushed authorization requests (RFC 9126): the user comes with a reference that only the client has been given. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class PushedRequests {

    static final ErrorObject UNKNOWN =
            new ErrorObject("invalid_request_uri", "This reference is not known, was used, or has expired.", 400);

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    /** Long enough for somebody to sign in. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** Of an authorization request; what else is sent proves the client, or means nothing. */
    private static final Set<String> KEPT = Set.of(
            "client_id",
            "code_challenge",
            "code_challenge_method",
            "dpop_jkt",
            "prompt",
            "redirect_uri",
            "request",
            "resource",
            "response_mode",
            "response_type",
            "scope",
            "state");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuthorizationRequests requests;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /**
     * Keeps a request, provided that it is in order.
     *
     * @param proof of the key to which its code is bound (RFC 9449, section 10.1), if there is any
     */
    OAuthAnswer push(Client client, Form form, Proofs.Outcome proof) {
        String jkt = proof.jkt();
        if (form.has("request_uri")) {
            return OAuthAnswer.invalid("A request that is pushed cannot be a reference.");
        }
        if (jkt != null && form.has("dpop_jkt") && !jkt.equals(form.get("dpop_jkt"))) {
            return OAuthAnswer.error(OAuth2Error.INVALID_DPOP_PROOF, "The proof is by another key than dpop_jkt.");
        }
        Form wanted = form.only(KEPT).with("client_id", client.id().toString());
        if (jkt != null) {
            wanted = wanted.with("dpop_jkt", jkt);
        }
        String encoded = wanted.encoded();
        if (encoded.length() > Authorization.LONGEST) {
            return OAuthAnswer.invalid("The request is too long.");
        }
        Judged judged = requests.judge(wanted);
        if (judged.request() == null) {
            return OAuthAnswer.error(OAuth2Error.INVALID_REQUEST, "The client has not registered this redirect_uri.");
        }
        if (judged.request().error() != null) {
            return OAuthAnswer.error(judged.request().error());
        }
        if (!proof.isFirstUse()) {
            return OAuthAnswer.error(OAuth2Error.INVALID_DPOP_PROOF, Proofs.REFUSAL);
        }
        Secret reference = Secret.issue(random);
        entities.persist(new PushedRequest(
                reference.digest().toBytes(),
                client.id(),
                encoded,
                clock.instant().plus(LIFETIME)));
        PushedAuthorizationSuccessResponse response =
                new PushedAuthorizationSuccessResponse(URI.create(PREFIX + reference.reveal()), LIFETIME.toSeconds());
        return new OAuthAnswer(201, Map.of(), JSONObjectUtils.toJSONString(response.toJSONObject()));
    }

    /** What was pushed under the reference in a request of the same client. */
    Optional<Form> find(Form form) {
        return digest(form)
                .filter(digest -> !form.isRepeated("client_id"))
                .map(digest -> entities.find(PushedRequest.class, digest))
                .filter(row -> row.isAlive(clock.instant()))
                .filter(row -> row.clientId().toString().equals(form.get("client_id")))
                .map(row -> Form.parse(row.parameters()));
    }

    /**
     * Forgets what the user has decided, if it was pushed.
     *
     * @return false where somebody has decided it before: a reference counts once
     */
    boolean spend(Form form) {
        return digest(form)
                .map(digest -> entities.createQuery("delete from PushedRequest p where p.digest = :digest")
                                .setParameter("digest", digest)
                                .executeUpdate()
                        == 1)
                .orElse(true);
    }

    private static Optional<byte[]> digest(Form form) {
        String reference = form.get("request_uri");
        if (reference == null || !reference.startsWith(PREFIX) || form.isRepeated("request_uri")) {
            return Optional.empty();
        }
        return Optional.of(Secret.digest(reference.substring(PREFIX.length())).toBytes());
    }
}
