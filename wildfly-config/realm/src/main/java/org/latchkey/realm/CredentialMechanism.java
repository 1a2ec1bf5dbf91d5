package org.latchkey.realm;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import org.latchkey.credential.ApiKey;
import org.wildfly.security.auth.callback.AuthenticationCompleteCallback;
import org.wildfly.security.auth.callback.EvidenceVerifyCallback;
import org.wildfly.security.http.HttpAuthenticationException;
import org.wildfly.security.http.HttpServerAuthenticationMechanism;
import org.wildfly.security.http.HttpServerRequest;
import org.wildfly.security.http.HttpServerResponse;
import org.wildfly.security.http.Scope;

/**
 * The HTTP mechanism {@value #NAME}: authenticates a request by the credential in its headers.
 *
 * <p>A request that is not authenticated leaves its {@link Refusal} as a request attribute, from which an application may
 * write a body; status and challenge are set here. The mechanism keeps no state and starts no session.
 */
final class CredentialMechanism implements HttpServerAuthenticationMechanism {

    static final String NAME = "LATCHKEY";

    /** Holds the moment from which a key is no longer accepted, in ISO 8601, on every answer of its last 14 days. */
    private static final String KEY_EXPIRES = "Latchkey-Key-Expires";

    /** Holds the proof that whoever presents a token has the key to which it is bound (RFC 9449, section 4.1). */
    private static final String PROOF = "DPoP";

    private static final System.Logger LOG = System.getLogger(CredentialMechanism.class.getName());
    private static final String RETRY_AFTER_SECONDS = "5";

    private final CallbackHandler callbacks;

    CredentialMechanism(CallbackHandler callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public String getMechanismName() {
        return NAME;
    }

    @Override
    public void evaluateRequest(HttpServerRequest request) throws HttpAuthenticationException {
        PresentedCredential presented = PresentedCredential.in(request::getRequestHeaderValues);
        if (presented.refusal() == Refusal.MISSING) {
            // Where the application lets anybody in, this is not a failure.
            request.noAuthenticationInProgress(response -> respond(request, response, Refusal.MISSING));
        } else if (presented.refusal() != null) {
            refuse(request, presented.refusal());
        } else if (presented.key() != null) {
            authenticateKey(request, presented.key());
        } else {
            authenticateToken(request, presented);
        }
    }

    private void authenticateKey(HttpServerRequest request, ApiKey key) throws HttpAuthenticationException {
        authenticate(
                request,
                new ApiKeyEvidence(key, Sender.of(request)),
                () -> request.getScope(Scope.EXCHANGE).setAttachment(CallerSeal.ATTRIBUTE, new CallerSeal(key)));
    }

    private void authenticateToken(HttpServerRequest request, PresentedCredential presented)
            throws HttpAuthenticationException {
        List<String> proofs = request.getRequestHeaderValues(PROOF);
        TokenEvidence evidence = new TokenEvidence(
                presented.token(),
                presented.bound(),
                Sender.of(request),
                request.getRequestMethod(),
                path(request),
                proofs == null ? List.of() : List.copyOf(proofs));
        authenticate(request, evidence, () -> {});
    }

    private void authenticate(HttpServerRequest request, CredentialEvidence evidence, Runnable accepted)
            throws HttpAuthenticationException {
        try {
            if (verified(evidence) && authorized()) {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.SUCCEEDED});
                accepted.run();
                request.authenticationComplete(response -> describe(evidence, response));
            } else {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.FAILED});
                request.authenticationFailed(evidence.refusal().code(), response -> {
                    describe(evidence, response);
                    respond(request, response, evidence.refusal());
                });
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Credentials cannot be checked: {0}", e.toString());
            refuse(request, Refusal.UNAVAILABLE);
        } catch (UnsupportedCallbackException e) {
            throw new HttpAuthenticationException(e);
        }
    }

    /** As it stands in the request, with all its escapes; null where what the request says of its address is no URI. */
    private static String path(HttpServerRequest request) {
        try {
            URI uri = request.getRequestURI();
            return uri == null ? null : uri.getRawPath();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean verified(CredentialEvidence evidence) throws IOException, UnsupportedCallbackException {
        EvidenceVerifyCallback verify = new EvidenceVerifyCallback(evidence);
        callbacks.handle(new Callback[] {verify});
        return verify.isVerified();
    }

    private boolean authorized() throws IOException, UnsupportedCallbackException {
        AuthorizeCallback authorize = new AuthorizeCallback(null, null);
        callbacks.handle(new Callback[] {authorize});
        return authorize.isAuthorized();
    }

    private static void refuse(HttpServerRequest request, Refusal refusal) {
        request.authenticationFailed(refusal.code(), response -> respond(request, response, refusal));
    }

    private static void respond(HttpServerRequest request, HttpServerResponse response, Refusal refusal) {
        request.getScope(Scope.EXCHANGE).setAttachment(Refusal.ATTRIBUTE, refusal);
        response.setStatusCode(refusal.status());
        switch (refusal.status()) {
            case 401 -> refusal.challenges().forEach(it -> response.addResponseHeader("WWW-Authenticate", it));
            case 503 -> response.addResponseHeader("Retry-After", RETRY_AFTER_SECONDS);
            default -> {}
        }
    }

    /**
     * What answers tell of a credential: how much is left of its limit, and of a key, to whoever presents it, when it ends.
     */
    private static void describe(CredentialEvidence evidence, HttpServerResponse response) {
        RateLimits.Left left = evidence.left();
        if (left != null) {
            response.addResponseHeader("RateLimit-Policy", left.policy(evidence.limit()));
            response.addResponseHeader("RateLimit", left.rest(evidence.limit()));
            if (!left.taken()) {
                response.addResponseHeader("Retry-After", Long.toString(left.retryAfter()));
            }
        }
        if (evidence instanceof ApiKeyEvidence key && key.expiresSoon() != null) {
            response.addResponseHeader(KEY_EXPIRES, key.expiresSoon().toString());
        }
    }
}
