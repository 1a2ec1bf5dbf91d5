package org.latchkey.oauth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.latchkey.credential.Scopes;
import org.latchkey.token.SigningKeys;

/** What this server says of itself: to authorization clients (RFC 8414), to callers of its APIs (RFC 9728), its keys. */
@Stateless
@PermitAll
public class Metadata {

    private static final List<ClientAuthenticationMethod> METHODS = List.of(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST,
            ClientAuthenticationMethod.PRIVATE_KEY_JWT);

    @PersistenceContext
    private EntityManager entities;

    @Inject
    private Issuer issuer;

    @Inject
    private SigningKeys keys;

    /** Of the authorization server. */
    public String ofServer() {
        List<ClientAuthenticationMethod> withNone = new ArrayList<>(METHODS);
        withNone.add(ClientAuthenticationMethod.NONE);
        AuthorizationServerMetadata server =
                new AuthorizationServerMetadata(new com.nimbusds.oauth2.sdk.id.Issuer(issuer.value()));
        server.setAuthorizationEndpointURI(issuer.address(Issuer.AUTHORIZE));
        server.setTokenEndpointURI(issuer.address(Issuer.TOKEN));
        server.setPushedAuthorizationRequestEndpointURI(issuer.address(Issuer.PAR));
        server.setRevocationEndpointURI(issuer.address(Issuer.REVOKE));
        server.setIntrospectionEndpointURI(issuer.address(Issuer.INTROSPECT));
        server.setJWKSetURI(issuer.address(Issuer.JWKS));
        server.setScopes(Scope.parse(scopes()));
        server.setResponseTypes(List.of(ResponseType.CODE));
        server.setResponseModes(List.of(ResponseMode.QUERY));
        server.setGrantTypes(List.of(
                GrantType.AUTHORIZATION_CODE,
                GrantType.REFRESH_TOKEN,
                GrantType.CLIENT_CREDENTIALS,
                GrantType.TOKEN_EXCHANGE));
        server.setCodeChallengeMethods(List.of(CodeChallengeMethod.S256));
        server.setTokenEndpointAuthMethods(withNone);
        server.setTokenEndpointJWSAlgs(ClientProof.ALGORITHMS);
        server.setRevocationEndpointAuthMethods(withNone);
        server.setRevocationEndpointJWSAlgs(ClientProof.ALGORITHMS);
        server.setIntrospectionEndpointAuthMethods(METHODS);
        server.setIntrospectionEndpointJWSAlgs(ClientProof.ALGORITHMS);
        server.setDPoPJWSAlgs(ClientProof.ALGORITHMS);
        server.setSupportsAuthorizationResponseIssuerParam(true);
        return JSONObjectUtils.toJSONString(server.toJSONObject());
    }

    /** Of the APIs that tokens open. */
    public String ofResource() {
        JsonArrayBuilder words = Json.createArrayBuilder();
        scopes().forEach(words::add);
        JsonArrayBuilder algorithms = Json.createArrayBuilder();
        ClientProof.ALGORITHMS.forEach(algorithm -> algorithms.add(algorithm.getName()));
        return Json.createObjectBuilder()
                .add("resource", issuer.value())
                .add("authorization_servers", Json.createArrayBuilder().add(issuer.value()))
                .add("jwks_uri", issuer.address(Issuer.JWKS).toString())
                .add("scopes_supported", words)
                .add("bearer_methods_supported", Json.createArrayBuilder().add("header"))
                .add("dpop_signing_alg_values_supported", algorithms)
                .add("resource_documentation", issuer.value() + "/reference")
                .build()
                .toString();
    }

    /** The public keys of access tokens, a JWK set (RFC 7517). */
    public String keys() {
        List<JWK> published = new ArrayList<>();
        for (String key : keys.published()) {
            try {
                published.add(JWK.parse(key));
            } catch (ParseException e) {
                throw new IllegalStateException("a public key cannot be read", e);
            }
        }
        return new JWKSet(published).toString(true);
    }

    private List<String> scopes() {
        List<String> words = new ArrayList<>(List.of(Scopes.READ, Scopes.WRITE));
        List<String> resources = entities.createQuery(
                        "select r.name from Resource r order by r.position, r.name", String.class)
                .getResultList();
        for (String resource : resources) {
            for (String action : List.of(":view", ":change")) {
                if (Scopes.isKnown(resource + action, resources)) {
                    words.add(resource + action);
                }
            }
        }
        return words;
    }
}
