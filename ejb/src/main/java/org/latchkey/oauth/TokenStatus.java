package org.latchkey.oauth;

import static com.nimbusds.oauth2.sdk.OAuth2Error.INVALID_CLIENT;
import static java.util.stream.Collectors.toSet;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.latchkey.account.Permission;
import org.latchkey.account.Powers;
import org.latchkey.apikey.TokenKeys;
import org.latchkey.client.Client;
import org.latchkey.credential.Scopes;
import org.latchkey.token.IssuedToken;
import org.latchkey.token.TokenFamily;
import org.latchkey.token.Tokens;

/**
 * Ends tokens and tells of them. A client ends its own; it is told of its own and of those that act in the company in which
 * it was registered, as a resource server there needs it. Of any other there is nothing to say.
 */
@ApplicationScoped
class TokenStatus {

    private static final OAuthAnswer DEAD = OAuthAnswer.ok(Map.of("active", false));

    @Inject
    private Issuer issuer;

    @Inject
    private ClientProof clients;

    @Inject
    private Tokens tokens;

    @Inject
    private Powers powers;

    @Inject
    private TokenKeys keys;

    @Inject
    private Clock clock;

    /** RFC 7009: what is not there, or is another's, has nothing to be revoked. */
    OAuthAnswer revoke(Client client, Form form) {
        if (!form.has("token")) {
            return OAuthAnswer.invalid("There is no token.");
        }
        String presented = form.get("token");
        tokens.find(presented)
                // That of a key was issued to no client.
                .filter(token ->
                        token.family() != null && token.family().clientId().equals(client.id()))
                .ifPresent(token -> tokens.revoke(token));
        tokens.ofRefreshToken(presented)
                .filter(family -> family.clientId().equals(client.id()) && tokens.isRefreshToken(family, presented))
                .ifPresent(tokens::end);
        return new OAuthAnswer(200, Map.of(), "");
    }

    /** RFC 7662. */
    OAuthAnswer introspect(Client client, Form form) {
        if (client.settings().open()) {
            return OAuthAnswer.error(INVALID_CLIENT, "A public client cannot prove itself.");
        }
        if (!form.has("token")) {
            return OAuthAnswer.invalid("There is no token.");
        }
        String presented = form.get("token");
        Instant now = clock.instant();
        Optional<OAuthAnswer> access = tokens.find(presented)
                .filter(token -> token.isAlive(now))
                .flatMap(token -> token.family() == null ? ofKey(client, token, now) : ofFamily(client, token));
        return access.or(() -> tokens.ofRefreshToken(presented)
                        .filter(family -> family.isRefreshable(now)
                                && tokens.isCurrent(family, presented)
                                && isFor(client, family))
                        .map(this::describe))
                .orElse(DEAD);
    }

    private boolean isFor(Client client, TokenFamily family) {
        boolean visible = family.clientId().equals(client.id()) || family.companyId() == client.companyId();
        return visible
                && !family.isEnded()
                && clients.find(family.clientId().toString()).isPresent()
                && tokens.isBacked(family);
    }

    private Optional<OAuthAnswer> ofFamily(Client client, IssuedToken token) {
        TokenFamily family = token.family();
        return isFor(client, family) ? Optional.of(describe(token, builder(family), powers(family))) : Optional.empty();
    }

    /** Where it is used up, it is of no use any more. */
    private Optional<OAuthAnswer> ofKey(Client client, IssuedToken token, Instant now) {
        return keys.find(token.keyId())
                .filter(key -> key.companyId() == client.companyId()
                        && token.isAliveOf(key, now)
                        && tokens.remaining(List.of(token)).get(token.id()) > 0)
                .map(key ->
                        describe(token, builder(key.id(), Long.toString(key.ownerId())), words(keys.permissions(key))));
    }

    private static OAuthAnswer describe(
            IssuedToken token, TokenIntrospectionSuccessResponse.Builder answer, Set<String> powers) {
        answer.scope(effective(token.scopes(), powers))
                .tokenType(token.jkt() == null ? AccessTokenType.BEARER : AccessTokenType.DPOP)
                .audience(Audience.create(token.audience()))
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .jwtID(new JWTID(token.id().toString()));
        if (token.jkt() != null) {
            answer.jwkThumbprintConfirmation(new JWKThumbprintConfirmation(new Base64URL(token.jkt())));
        }
        return OAuthAnswer.ok(answer.build().toJSONObject());
    }

    private OAuthAnswer describe(TokenFamily family) {
        return OAuthAnswer.ok(builder(family)
                .scope(effective(String.join(" ", new TreeSet<>(family.scopes())), powers(family)))
                .expirationTime(Date.from(family.refreshUntil()))
                .build()
                .toJSONObject());
    }

    private Set<String> powers(TokenFamily family) {
        return words(powers.of(family.userId(), family.companyId()));
    }

    private static Set<String> words(Set<Permission> permissions) {
        return permissions.stream().map(Permission::toString).collect(toSet());
    }

    /** Those by which anything can be done now. */
    private static Scope effective(String scopes, Set<String> powers) {
        Scope effective = Scope.parse(scopes);
        effective.removeIf(
                scope -> Scopes.allowed(Set.of(scope.getValue()), powers).isEmpty());
        return effective;
    }

    private TokenIntrospectionSuccessResponse.Builder builder(TokenFamily family) {
        return builder(
                family.clientId(),
                family.isConsented()
                        ? Long.toString(family.userId())
                        : family.clientId().toString());
    }

    private TokenIntrospectionSuccessResponse.Builder builder(UUID issuedTo, String subject) {
        return new TokenIntrospectionSuccessResponse.Builder(true)
                .issuer(new com.nimbusds.oauth2.sdk.id.Issuer(issuer.value()))
                .clientID(new ClientID(issuedTo.toString()))
                .subject(new Subject(subject));
    }
}
