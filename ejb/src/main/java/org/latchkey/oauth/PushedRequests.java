package org.latchkey.oauth;

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
            new ErrorObject("invalid_request_uri", "This reference is not known, was used, or has expired.");

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    /** Long enough for somebody to sign in. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final Set<String> OF_THE_CLIENT =
            Set.of("client_secret", "client_assertion", "client_assertion_type");

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private AuthorizationRequests requests;

    @Inject
    private Clock clock;

    @Inject
    private SecureRandom random;

    /** Keeps a request, provided that it is in order. */
    OAuthAnswer push(Client client, Form form) {
        if (form.has("request_uri")) {
            return OAuthAnswer.invalid("A request that is pushed cannot be a reference.");
        }
        Form wanted = form.without(OF_THE_CLIENT).with("client_id", client.id().toString());
        Judged judged = requests.judge(wanted);
        if (judged.request() == null) {
            return OAuthAnswer.error(OAuth2Error.INVALID_REQUEST, "The client has not registered this redirect_uri.");
        }
        if (judged.request().error() != null) {
            return OAuthAnswer.error(judged.request().error());
        }
        Secret reference = Secret.issue(random);
        entities.persist(new PushedRequest(
                reference.digest().toBytes(),
                client.id(),
                wanted.encoded(),
                clock.instant().plus(LIFETIME)));
        PushedAuthorizationSuccessResponse response =
                new PushedAuthorizationSuccessResponse(URI.create(PREFIX + reference.reveal()), LIFETIME.toSeconds());
        return new OAuthAnswer(201, java.util.Map.of(), response.toJSONObject().toString());
    }

    /** What was pushed under the reference in a request of the same client. */
    Optional<Form> find(Form form) {
        return row(form)
                .filter(row -> row.isAlive(clock.instant()))
                .filter(row -> row.clientId().toString().equals(form.get("client_id")))
                .map(row -> Form.parse(row.parameters()));
    }

    /** Forgets what the user has decided: a reference counts once. */
    void forget(Form form) {
        row(form).ifPresent(entities::remove);
    }

    private Optional<PushedRequest> row(Form form) {
        String reference = form.get("request_uri");
        if (reference == null || !reference.startsWith(PREFIX) || form.isRepeated("request_uri")) {
            return Optional.empty();
        }
        byte[] digest = Secret.digest(reference.substring(PREFIX.length())).toBytes();
        return Optional.ofNullable(entities.find(PushedRequest.class, digest));
    }
}
