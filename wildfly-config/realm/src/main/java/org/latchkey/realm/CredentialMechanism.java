package org.latchkey.realm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.AuthorizeCallback;
import org.latchkey.credential.ApiKey;
import org.wildfly.security.auth.callback.AuthenticationCompleteCallback;
import org.wildfly.security.auth.callback.EvidenceVerifyCallback;
import org.wildfly.security.http.HttpAuthenticationException;
import org.wildfly.security.http.HttpServerAuthenticationMechanism;
import org.wildfly.security.http.HttpServerMechanismsResponder;
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
    private static final int LONGEST_USER_AGENT = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

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
        ApiKeyEvidence evidence = new ApiKeyEvidence(key, address(request), userAgent(request));
        authenticate(
                request,
                evidence,
                response -> describe(evidence, response),
                () -> request.getScope(Scope.EXCHANGE).setAttachment(CallerSeal.ATTRIBUTE, new CallerSeal(key)));
    }

    private void authenticateToken(HttpServerRequest request, PresentedCredential presented)
            throws HttpAuthenticationException {
        List<String> proofs = request.getRequestHeaderValues(PROOF);
        TokenEvidence evidence = new TokenEvidence(
                presented.token(),
                presented.bound(),
                request.getRequestMethod(),
                path(request),
                proofs == null ? List.of() : List.copyOf(proofs));
        authenticate(request, evidence, response -> {}, () -> {});
    }

    private void authenticate(
            HttpServerRequest request,
            CredentialEvidence evidence,
            HttpServerMechanismsResponder tell,
            Runnable accepted)
            throws HttpAuthenticationException {
        try {
            if (verified(evidence) && authorized()) {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.SUCCEEDED});
                accepted.run();
                request.authenticationComplete(tell);
            } else {
                callbacks.handle(new Callback[] {AuthenticationCompleteCallback.FAILED});
                request.authenticationFailed(evidence.refusal().code(), response -> {
                    tell.sendResponse(response);
                    respond(request, response, evidence.refusal());
                });
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Credentials can't be checked: {0}", e.toString());
            refuse(request, Refusal.UNAVAILABLE);
        } catch (UnsupportedCallbackException e) {
            throw new HttpAuthenticationException(e);
        }
    }

    private static String address(HttpServerRequest request) {
        InetSocketAddress source = request.getSourceAddress();
        InetAddress address = source == null ? null : source.getAddress();
        if (address == null) {
            return "unknown";
        }
        String text = address.getHostAddress();
        // A link-local address comes with the name of the interface behind it, which is no part of it.
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
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

    /** As much as is shown to people, without what could not be shown. */
    private static String userAgent(HttpServerRequest request) {
        String agent = request.getFirstRequestHeaderValue("User-Agent");
        if (agent == null) {
            return "";
        }
        String cut = agent.substring(0, Math.min(agent.length(), LONGEST_USER_AGENT));
        return cut.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? cut
                : UNPRINTABLE.matcher(cut).replaceAll("?");
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

    /** What the holder of a key learns of it from every answer: how much is left of its limit and of its life. */
    private static void describe(ApiKeyEvidence evidence, HttpServerResponse response) {
        RateLimits.Left left = evidence.left();
        if (left != null) {
            response.addResponseHeader("RateLimit-Policy", left.policy());
            response.addResponseHeader("RateLimit", left.rest());
            if (!left.taken()) {
                response.addResponseHeader("Retry-After", Long.toString(left.retryAfter()));
            }
        }
        if (evidence.expiresSoon() != null) {
            response.addResponseHeader(KEY_EXPIRES, evidence.expiresSoon().toString());
        }
    }
}
