package org.latchkey.oauth;

import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_DPOP_PROOF;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_REQUEST;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_SCOPE;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_TARGET;
import static com.nimbusds.oauth2.sdk.OAuth2Error.UNAUTHORIZED_CLIENT;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latchkey.credential.ApiKey;
import org.latchkey.credential.Scopes;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.NotFound;
import org.latchkey.problem.PlanNeeded;
import org.latchkey.problem.TooOften;
import org.latchkey.realm.ApiKeyEvidence;
import org.latchkey.realm.Refusal;
import org.latchkey.realm.Sender;
import org.latchkey.token.KeyToken;
import org.latchkey.token.KeyTokenTerms;
import org.latchkey.token.KeyTokens;
import org.latchkey.token.NewKeyToken;
import org.wildfly.security.auth.server.RealmUnavailableException;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityIdentity;

/**
 * Token exchange (RFC 8693): a short-lived token for an API key, the standard shape of what the management API of tokens does.
 *
 * <p>The key proves itself, and no client has to. It is verified by the realm, so that its expiry, addresses and limit are
 * what they are everywhere, and the token is created as whoever presents the key.
 */
@ApplicationScoped
class TokenExchange {

    /** The type of an API key as a subject token. */
    static final String API_KEY = "urn:latchkey:params:oauth:token-type:api-key";

    private static final Set<String> ISSUED = Set.of(TokenTypeURI.ACCESS_TOKEN.toString(), TokenTypeURI.JWT.toString());

    /** So many digits that a number is too large rather than none. */
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    @Inject
    private Issuer issuer;

    @Inject
    private Guesses guesses;

    @Inject
    private Proofs proofs;

    @Inject
    private KeyTokens tokens;

    /** Whether a request is one for an exchange. */
    static boolean isAskedFor(Form form) {
        return GrantType.TOKEN_EXCHANGE.getValue().equals(form.get("grant_type"));
    }

    /**
     * Answers outside of any transaction: what the realm notes of a key, as the end of its old secret, stays whatever becomes
     * of the token, which is created in a transaction of its own.
     */
    @Transactional(TxType.NOT_SUPPORTED)
    OAuthAnswer answer(OAuthRequest request, Form form) {
        Optional<OAuthAnswer> wrong = errorIn(request, form);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Optional<ApiKey> key = ApiKey.parse(form.get("subject_token"));
        if (key.isEmpty()) {
            return guess(request);
        }
        ApiKeyEvidence evidence = new ApiKeyEvidence(key.get(), Sender.of(request.address(), request.userAgent()));
        SecurityIdentity holder;
        try {
            holder = SecurityDomain.getCurrent().authenticate(evidence);
        } catch (SecurityException e) {
            return refused(request, evidence);
        } catch (RealmUnavailableException e) {
            return OAuthAnswer.unavailable();
        }
        Proofs.Outcome proof = proofs.verify(request, false);
        return proof.isAccepted() && proof.isFirstUse()
                ? holder.runAsSupplier(() -> issue(form, proof.jkt()))
                : OAuthAnswer.error(INVALID_DPOP_PROOF, Proofs.REFUSAL);
    }

    private Optional<OAuthAnswer> errorIn(OAuthRequest request, Form form) {
        if (!request.authorization().isEmpty()
                || form.has("client_secret")
                || form.has("client_assertion")
                || form.has("client_assertion_type")) {
            return invalid("The API key proves itself. No client has to.");
        }
        if (form.has("actor_token") || form.has("actor_token_type")) {
            return invalid("Nobody else can act with an API key.");
        }
        if (!API_KEY.equals(form.get("subject_token_type"))) {
            return invalid("The only subject_token_type is " + API_KEY + ".");
        }
        if (!form.has("subject_token")) {
            return invalid("There is no subject_token.");
        }
        if (form.has("requested_token_type") && !ISSUED.contains(form.get("requested_token_type"))) {
            return invalid("The requested_token_type is an access token or a JWT.");
        }
        if (!isNumber(form, "expires_in") || !isNumber(form, "request_limit")) {
            return invalid("expires_in and request_limit are whole numbers.");
        }
        if (form.has("audience") && !form.get("audience").equals(issuer.value())) {
            return Optional.of(OAuthAnswer.error(INVALID_TARGET, "The only audience is this server."));
        }
        if (form.isRepeated("resource") || (form.has("resource") && !issuer.serves(form.get("resource")))) {
            return Optional.of(
                    OAuthAnswer.error(INVALID_TARGET, "The resource must be this server, or an address below it."));
        }
        return Optional.empty();
    }

    private static boolean isNumber(Form form, String name) {
        return !form.has(name) || NUMBER.matcher(form.get(name)).matches();
    }

    private static Optional<OAuthAnswer> invalid(String description) {
        return Optional.of(OAuthAnswer.invalid(description));
    }

    /** As whoever presents the key. */
    private OAuthAnswer issue(Form form, String jkt) {
        TokenTypeURI type = TokenTypeURI.JWT.toString().equals(form.get("requested_token_type"))
                ? TokenTypeURI.JWT
                : TokenTypeURI.ACCESS_TOKEN;
        try {
            return issued(tokens.create(terms(form, jkt)).get(0), type, jkt != null);
        } catch (PlanNeeded e) {
            return OAuthAnswer.error(UNAUTHORIZED_CLIENT, e.getMessage());
        } catch (Forbidden e) {
            return OAuthAnswer.error(INVALID_SCOPE, "The API key may not do this: " + e.permission() + ".");
        } catch (TooOften e) {
            return OAuthAnswer.tooOften(e.retryAfter());
        } catch (Invalid e) {
            return e.violations().stream()
                            .anyMatch(violation -> violation.field().equals("permissions"))
                    ? OAuthAnswer.error(INVALID_SCOPE, "This is no scope of a token.")
                    : OAuthAnswer.invalid("expires_in is 60 to 86400 seconds, request_limit 1 to 1000000.");
        } catch (Conflict | NotFound e) {
            return OAuthAnswer.error(INVALID_REQUEST, e.getMessage());
        }
    }

    private KeyTokenTerms terms(Form form, String jkt) {
        return new KeyTokenTerms(
                form.has("expires_in")
                        ? Duration.ofSeconds(Long.parseLong(form.get("expires_in")))
                        : KeyTokenTerms.LIFETIME,
                1,
                form.has("request_limit") ? Integer.parseInt(form.get("request_limit")) : KeyTokenTerms.REQUESTS,
                "",
                form.has("scope") ? form.scopes() : Set.of(Scopes.WRITE),
                issuer.value(),
                form.has("resource") ? form.get("resource") : issuer.value(),
                jkt);
    }

    private static OAuthAnswer issued(NewKeyToken created, TokenTypeURI type, boolean bound) {
        KeyToken token = created.token();
        // The end is in whole milliseconds.
        long seconds = Duration.between(token.issuedAt().truncatedTo(ChronoUnit.MILLIS), token.expiresAt())
                .toSeconds();
        Scope scope = Scope.parse(token.scopes());
        AccessToken issued = bound
                ? new DPoPAccessToken(created.value(), seconds, scope, type)
                : new BearerAccessToken(created.value(), seconds, scope, type);
        return OAuthAnswer.ok(new AccessTokenResponse(new Tokens(issued, null)).toJSONObject());
    }

    /** By section 2.2.2 whatever is wrong with the subject token is an invalid request. */
    private OAuthAnswer refused(OAuthRequest request, ApiKeyEvidence evidence) {
        return switch (evidence.refusal()) {
            case UNKNOWN -> guess(request);
            case RATE_LIMIT -> OAuthAnswer.tooOften(evidence.left().retryAfter());
            default -> OAuthAnswer.invalid(evidence.refusal().detail());
        };
    }

    /** What is not there, or may be a guess. */
    private OAuthAnswer guess(OAuthRequest request) {
        return guesses.wrong(request.address(), OAuthAnswer.invalid(Refusal.UNKNOWN.detail()));
    }
}
