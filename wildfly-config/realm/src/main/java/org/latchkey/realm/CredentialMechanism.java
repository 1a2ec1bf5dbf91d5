package org.latchkey.realm;

import java.io.IOException;
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
        } else {
            authenticate(request, presented.key());
        }
    }

    private void authenticate(HttpServerRequest request, ApiKey key) throws HttpAuthenticationException {
        ApiKeyEvidence evidence = new ApiKeyEvidence(key);
        try {
            if (verified(evidence) && authorized()) {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.SUCCEEDED});
                request.authenticationComplete();
            } else {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.FAILED});
                refuse(request, evidence.refusal());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "API keys can't be checked: {0}", e.toString());
            refuse(request, Refusal.UNAVAILABLE);
        } catch (UnsupportedCallbackException e) {
            throw new HttpAuthenticationException(e);
        }
    }

    private boolean verified(ApiKeyEvidence evidence) throws IOException, UnsupportedCallbackException {
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
            case 401 -> response.addResponseHeader("WWW-Authenticate", refusal.challenge());
            case 503 -> response.addResponseHeader("Retry-After", RETRY_AFTER_SECONDS);
            default -> {}
        }
    }
}
