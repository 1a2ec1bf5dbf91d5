package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.id.Issuer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** What the server says of itself, and the keys by which its tokens are verified. */
@ArquillianTest
class MetadataIT {

    private static final String SERVER = "/.well-known/oauth-authorization-server";
    private static final String RESOURCE = "/.well-known/oauth-protected-resource";
    private static final String JWKS = "/auth/oauth/jwks";

    @Test
    void serverIsDescribedAsRfc8414WantsIt() throws Exception {
        HttpResponse<String> answer = fetch(SERVER);
        AuthorizationServerMetadata server = AuthorizationServerMetadata.parse(answer.body());
        JsonObject json = Http.json(answer);

        assertThat(server.getIssuer()).isEqualTo(new Issuer(TestServer.URL));
        assertThat(json.getString("issuer")).isEqualTo(TestServer.URL);
        assertThat(server.getAuthorizationEndpointURI()).isEqualTo(at(OAuth.AUTHORIZE));
        assertThat(server.getTokenEndpointURI()).isEqualTo(at(OAuth.TOKEN));
        assertThat(server.getPushedAuthorizationRequestEndpointURI()).isEqualTo(at(OAuth.PAR));
        assertThat(server.getRevocationEndpointURI()).isEqualTo(at(OAuth.REVOKE));
        assertThat(server.getIntrospectionEndpointURI()).isEqualTo(at(OAuth.INTROSPECT));
        assertThat(server.getJWKSetURI()).isEqualTo(at(JWKS));
        assertThat(json.getBoolean("authorization_response_iss_parameter_supported"))
                .isTrue();
        assertThat(words(json, "response_types_supported")).containsExactly("code");
        assertThat(words(json, "response_modes_supported")).containsExactly("query");
        assertThat(words(json, "code_challenge_methods_supported")).containsExactly("S256");
        assertThat(words(json, "grant_types_supported"))
                .containsExactlyInAnyOrder(
                        "authorization_code",
                        "refresh_token",
                        "client_credentials",
                        "urn:ietf:params:oauth:grant-type:token-exchange");
        assertThat(words(json, "dpop_signing_alg_values_supported"))
                .contains("ES256")
                .doesNotContain("none", "HS256");
    }

    @Test
    void waysToProveAClientAreNamedAndNoneOfThemIsWeak() {
        JsonObject json = Http.json(fetch(SERVER));

        for (String endpoint : List.of("token", "revocation")) {
            assertThat(words(json, endpoint + "_endpoint_auth_methods_supported"))
                    .containsExactlyInAnyOrder("client_secret_basic", "client_secret_post", "private_key_jwt", "none");
        }
        assertThat(words(json, "introspection_endpoint_auth_methods_supported")).doesNotContain("none");
        for (String endpoint : List.of("token", "revocation", "introspection")) {
            assertThat(words(json, endpoint + "_endpoint_auth_signing_alg_values_supported"))
                    .contains("ES256")
                    .doesNotContain("none", "HS256");
        }
    }

    @Test
    void resourceIsDescribedAsRfc9728WantsIt() {
        JsonObject json = Http.json(fetch(RESOURCE));

        assertThat(json.getString("resource")).isEqualTo(TestServer.URL);
        assertThat(words(json, "authorization_servers")).containsExactly(TestServer.URL);
        assertThat(json.getString("jwks_uri")).isEqualTo(TestServer.URL + JWKS);
        assertThat(words(json, "bearer_methods_supported")).containsExactly("header");
    }

    @Test
    void scopesAreThoseThatCanBeDelegated() {
        for (String document : List.of(SERVER, RESOURCE)) {
            assertThat(words(Http.json(fetch(document)), "scopes_supported"))
                    .contains("read", "write", "products:view", "products:change", "company:view")
                    .doesNotContain("api-access:change", "company:change", "openid");
        }
    }

    @Test
    void documentsAreForEverybodyAndKeptForMinutes() {
        for (String document : List.of(SERVER, RESOURCE, JWKS)) {
            HttpResponse<String> answer = fetch(document);

            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(answer.headers().allValues("Cache-Control"))
                    .containsExactly(document.equals(JWKS) ? "no-cache" : "public, max-age=300");
            assertThat(answer.headers().firstValue("Pragma")).isEmpty();
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(Http.send("POST", TestServer.URL + document, "x").statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void publishedKeysArePublic() throws Exception {
        OAuth.tokens(OAuthClients.confidential(Codes.REDIRECT));
        JWKSet keys = keys();

        assertThat(keys.getKeys()).isNotEmpty();
        assertThat(fetch(JWKS).body()).doesNotContain("\"d\"");
        for (JWK key : keys.getKeys()) {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isNotEmpty();
            assertThat(key.toPublicJWK().toJSONObject())
                    .containsEntry("kty", "EC")
                    .containsEntry("crv", "P-256")
                    .containsEntry("alg", "ES256")
                    .containsEntry("use", "sig");
        }
        for (String sealed : Keys.texts("SELECT sealed FROM safe")) {
            assertThat(sealed.split("\\.", -1)).as("a JWE").hasSize(5);
        }
    }

    @Test
    void retiredKeySignsNoMoreAndItsTokensStayGood() throws Exception {
        OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
        String before = OAuth.tokens(client).getString("access_token");

        SignedJWT old = SignedJWT.parse(before);
        String entry = Keys.texts(
                        "SELECT safe_id FROM signing_key WHERE id = ?",
                        old.getHeader().getKeyID())
                .get(0);

        assertThat(Commands.ask(TestServer.DIRECTORY, "", "latchkey-rotate-keys.sh"))
                .isEqualTo("0\nretired signing keys: 1\n");
        String after = OAuth.tokens(client).getString("access_token");

        assertThat(Keys.texts("SELECT id FROM safe WHERE id = ?", entry))
                .as("nothing can be signed by it any more")
                .isEmpty();
        SignedJWT fresh = SignedJWT.parse(after);
        assertThat(fresh.getHeader().getKeyID()).isNotEqualTo(old.getHeader().getKeyID());
        JWKSet keys = keys();
        for (SignedJWT token : List.of(old, fresh)) {
            JWK key = keys.getKeyByKeyId(token.getHeader().getKeyID());
            assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        }
        assertThat(OAuth.use(before)).isEqualTo("200");
        assertThat(OAuth.use(after)).isEqualTo("200");
        assertThat(OAuth.isActive(client, before)).isTrue();
    }

    private static JWKSet keys() throws ParseException {
        return JWKSet.parse(fetch(JWKS).body());
    }

    private static HttpResponse<String> fetch(String path) {
        HttpResponse<String> answer = Http.get(TestServer.URL + path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static URI at(String path) {
        return URI.create(TestServer.URL + path);
    }

    private static List<String> words(JsonObject json, String name) {
        JsonArray words = json.getJsonArray(name);
        return words.getValuesAs(JsonString::getString);
    }
}
