package org.latchkey.oauth;

import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_DPOP_PROOF;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_GRANT;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_SCOPE;
import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_TARGET;
import static com.nimbusds.oauth2.sdk.OAuth2Error.UNAUTHORIZED_CLIENT;
import static com.nimbusds.oauth2.sdk.OAuth2Error.UNSUPPORTED_GRANT_TYPE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.latchkey.client.Client;
import org.latchkey.client.Grant;
import org.latchkey.token.TokenFamily;
import org.latchkey.token.Tokens.Issued;

/**
 * Where clients come by tokens and ask about them: token (RFC 6749, section 3.2), pushed requests (RFC 9126), revocation
 * (RFC 7009) and introspection (RFC 7662).
 *
 * <p>What is refused is an answer and no exception: a code or a refresh token that comes twice ends what it belongs to, and
 * that is committed.
 */
@Stateless
@PermitAll
public class TokenEndpoint {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");
    private static final Duration USE_IS_OLD = Duration.ofMinutes(1);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Issuer issuer;

    @Inject
    private ClientProof clients;

    @Inject
    private Guesses guesses;

    @Inject
    private Proofs proofs;

    @Inject
    private Pace pace;

    @Inject
    private PushedRequests pushed;

    @Inject
    private TokenExchange exchange;

    @Inject
    private TokenStatus status;

    @Inject
    private org.latchkey.token.Tokens tokens;

    @Inject
    private Clock clock;

    /** Answers a POST to one of the endpoints. */
    public OAuthAnswer answer(OAuthRequest request) {
        if (request.query() != null) {
            return OAuthAnswer.invalid("Parameters belong into the body, where no log finds them.");
        }
        if (!isForm(request.contentType())) {
            return OAuthAnswer.invalid("The body must be application/x-www-form-urlencoded.");
        }
        Form form = Form.parse(request.body());
        if (!form.isInOrder()) {
            return OAuthAnswer.invalid("A parameter is there more than once, or cannot be read.");
        }
        if (request.path().equals(Issuer.TOKEN) && TokenExchange.isAskedFor(form)) {
            return exchange.answer(request, form);
        }
        ClientProof.Outcome outcome = clients.prove(request, form);
        if (outcome.client() == null) {
            return outcome.refusal();
        }
        Client client = outcome.client();
        return switch (request.path()) {
            case Issuer.TOKEN -> pace.exceeded(client, request.address()).orElseGet(() -> issue(request, client, form));
            case Issuer.PAR -> pace.exceeded(client, request.address()).orElseGet(() -> push(request, client, form));
            case Issuer.REVOKE -> status.revoke(client, form);
            default -> status.introspect(client, form);
        };
    }

    private static boolean isForm(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded");
    }

    /** A proof may come with it, and binds its code; none has to. */
    private OAuthAnswer push(OAuthRequest request, Client client, Form form) {
        Proofs.Outcome proof = proofs.verify(request, client);
        return proof.isAccepted() || request.dpop().isEmpty()
                ? pushed.push(client, form, proof)
                : OAuthAnswer.error(INVALID_DPOP_PROOF, Proofs.REFUSAL);
    }

    private OAuthAnswer issue(OAuthRequest request, Client client, Form form) {
        Optional<Grant> grant = Optional.ofNullable(form.get("grant_type")).flatMap(Grant::of);
        if (!form.has("grant_type")) {
            return OAuthAnswer.invalid("There is no grant_type.");
        }
        if (grant.isEmpty()) {
            return OAuthAnswer.error(UNSUPPORTED_GRANT_TYPE);
        }
        if (!client.settings().grants().contains(grant.get())) {
            return OAuthAnswer.error(UNAUTHORIZED_CLIENT, "The client has not registered this grant.");
        }
        Proofs.Outcome proof = proofs.verify(request, client);
        if (!proof.isAccepted()) {
            return OAuthAnswer.error(INVALID_DPOP_PROOF, Proofs.REFUSAL);
        }
        Asked asked = new Asked(request, client, form, proof);
        return switch (grant.get()) {
            case AUTHORIZATION_CODE -> redeem(asked);
            case REFRESH_TOKEN -> refresh(asked);
            case CLIENT_CREDENTIALS -> actAsOwner(asked);
        };
    }

    /** A request whose client and proof are known. */
    private record Asked(OAuthRequest request, Client client, Form form, Proofs.Outcome proof) {

        /** The thumbprint of the proven key; null for none. */
        String jkt() {
            return proof.jkt();
        }
    }

    /** By the minute: a client that gets many tokens at once need not wait for itself. */
    private void noteUse(Client client) {
        Instant now = clock.instant();
        entities.createNativeQuery("""
                        UPDATE client SET last_used_at = :now
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :old)
                        """)
                .setParameter("now", LocalDateTime.ofInstant(now, ZoneOffset.UTC))
                .setParameter("id", client.id().toString())
                .setParameter("old", LocalDateTime.ofInstant(now.minus(USE_IS_OLD), ZoneOffset.UTC))
                .executeUpdate();
    }

    private OAuthAnswer redeem(Asked asked) {
        Form form = asked.form();
        if (!form.has("code")) {
            return OAuthAnswer.invalid("There is no code.");
        }
        TokenFamily family = tokens.ofCode(form.get("code")).orElse(null);
        if (family == null || !family.clientId().equals(asked.client().id())) {
            return wrong(asked, "This code is not known.");
        }
        if (family.isCodeUsed()) {
            tokens.endReused(family, asked.client());
            return OAuthAnswer.error(INVALID_GRANT, "This code was used before, and all that it gave has ended.");
        }
        if (!family.isCodeAlive(clock.instant()) || !tokens.isBacked(family)) {
            return OAuthAnswer.error(INVALID_GRANT, "This code has expired.");
        }
        if (!family.redirect().equals(form.get("redirect_uri"))) {
            return OAuthAnswer.error(INVALID_GRANT, "The redirect_uri is not the one that the code was sent to.");
        }
        if (!isVerified(family.challenge(), form.get("code_verifier"))) {
            return wrong(asked, "The code_verifier does not fit the code_challenge.");
        }
        if (family.jkt() != null && !family.jkt().equals(asked.jkt())) {
            return OAuthAnswer.error(INVALID_DPOP_PROOF, "The code is bound to another key.");
        }
        Set<String> scopes = granted(asked.client(), family);
        String audience = audience(form, family.audience());
        OAuthAnswer refusal = refusal(asked, scopes, audience);
        if (refusal != null) {
            return refusal;
        }
        // A confidential client proves itself by more than the key, and may change it (RFC 9449, section 5).
        family.useCode(asked.client().settings().open() ? asked.jkt() : null, clock.instant());
        String refreshToken = asked.client().settings().grants().contains(Grant.REFRESH_TOKEN)
                ? tokens.firstRefreshToken(family, asked.client())
                : null;
        return issued(asked, family, scopes, audience, refreshToken);
    }

    /** What stands in the way of issuing a token, when everything else is in order; null for nothing. */
    private static OAuthAnswer refusal(Asked asked, Set<String> scopes, String audience) {
        if (scopes.isEmpty()) {
            return OAuthAnswer.error(INVALID_SCOPE, "This is no scope, or more than was granted.");
        }
        if (audience == null) {
            return OAuthAnswer.error(INVALID_TARGET, "The resource is not within what was granted.");
        }
        // Last, so that a proof is used up only by what it is used for: nobody fills the memory of proofs for nothing.
        return asked.proof().isFirstUse() ? null : OAuthAnswer.error(INVALID_DPOP_PROOF, Proofs.REFUSAL);
    }

    /** What was granted, as far as the client still registers it; possibly nothing. */
    private static Set<String> granted(Client client, TokenFamily family) {
        Set<String> granted = new TreeSet<>(family.scopes());
        granted.retainAll(client.scopes());
        return granted;
    }

    private static boolean isVerified(String challenge, String verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        if (!VERIFIER.matcher(verifier).matches()) {
            return false;
        }
        String computed = CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                .getValue();
        return MessageDigest.isEqual(computed.getBytes(US_ASCII), challenge.getBytes(US_ASCII));
    }

    private OAuthAnswer refresh(Asked asked) {
        Form form = asked.form();
        if (!form.has("refresh_token")) {
            return OAuthAnswer.invalid("There is no refresh_token.");
        }
        String presented = form.get("refresh_token");
        TokenFamily family = tokens.ofRefreshToken(presented).orElse(null);
        if (family == null || !family.clientId().equals(asked.client().id())) {
            return wrong(asked, "This refresh token is not known.");
        }
        if (!family.isRefreshable(clock.instant())) {
            return OAuthAnswer.error(INVALID_GRANT, "This refresh token has expired, or was revoked.");
        }
        if (!tokens.isRefreshToken(family, presented)) {
            tokens.endReused(family, asked.client());
            return OAuthAnswer.error(
                    INVALID_GRANT, "This refresh token was used before, and all that it gave has ended.");
        }
        if (!tokens.isBacked(family)) {
            tokens.end(family);
            return OAuthAnswer.error(INVALID_GRANT, "The user has changed the password, or is no longer there.");
        }
        if (family.jkt() != null && !family.jkt().equals(asked.jkt())) {
            return OAuthAnswer.error(INVALID_DPOP_PROOF, "The refresh token is bound to another key.");
        }
        Set<String> scopes = scopes(form, granted(asked.client(), family));
        String audience = audience(form, family.audience());
        OAuthAnswer refusal = refusal(asked, scopes, audience);
        if (refusal != null) {
            return refusal;
        }
        String next = tokens.refresh(family, asked.client(), presented);
        return issued(asked, family, scopes, audience, next);
    }

    private OAuthAnswer actAsOwner(Asked asked) {
        Set<String> scopes = scopes(asked.form(), asked.client().scopes());
        String audience = audience(asked.form(), issuer.value());
        OAuthAnswer refusal = refusal(asked, scopes, audience);
        if (refusal != null) {
            return refusal;
        }
        TokenFamily family = tokens.familyOf(asked.client(), scopes, audience);
        if (!tokens.isBacked(family)) {
            entities.remove(family);
            return OAuthAnswer.error(UNAUTHORIZED_CLIENT, "Who has registered the client is no longer there.");
        }
        return issued(asked, family, scopes, audience, null);
    }

    /** What is asked for of what may be had; all of it where nothing is named, and nothing where it is more. */
    private static Set<String> scopes(Form form, Set<String> most) {
        if (!form.has("scope")) {
            return most;
        }
        Set<String> scopes = form.scopes();
        return most.containsAll(scopes) ? scopes : Set.of();
    }

    /** The same of the resource that tokens are for (RFC 8707); null where it is not within. */
    private String audience(Form form, String most) {
        if (!form.has("resource")) {
            return most;
        }
        String resource = form.get("resource");
        return !form.isRepeated("resource") && issuer.serves(resource) && Issuer.contains(most, resource)
                ? resource
                : null;
    }

    /** What may be a guess. */
    private OAuthAnswer wrong(Asked asked, String description) {
        return guesses.wrong(asked.request().address(), OAuthAnswer.error(INVALID_GRANT, description));
    }

    private OAuthAnswer issued(
            Asked asked, TokenFamily family, Set<String> scopes, String audience, String refreshToken) {
        noteUse(asked.client());
        Issued issued = tokens.issue(family, asked.client(), issuer.value(), scopes, audience, asked.jkt());
        Scope scope = Scope.parse(new TreeSet<>(scopes));
        AccessToken token = asked.jkt() == null
                ? new BearerAccessToken(issued.token(), issued.seconds(), scope)
                : new DPoPAccessToken(issued.token(), issued.seconds(), scope);
        RefreshToken next = refreshToken == null ? null : new RefreshToken(refreshToken);
        return OAuthAnswer.ok(new AccessTokenResponse(new Tokens(token, next)).toJSONObject());
    }
}
