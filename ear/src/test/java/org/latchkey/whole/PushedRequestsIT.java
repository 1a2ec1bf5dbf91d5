package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Asking.assertGoesNowhere;
import static org.latchkey.whole.OAuth.assertError;
import static org.latchkey.whole.OAuth.form;

import com.nimbusds.jose.jwk.ECKey;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.Secret;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Requests that clients send by themselves (RFC 9126), and the references that users come with. */
@ArquillianTest
class PushedRequestsIT {

    private static final String URN = "urn:ietf:params:oauth:request_uri:";

    private final OAuthClient client = OAuthClients.confidential(Codes.REDIRECT);
    private final OAuthClient other = OAuthClients.confidential(Codes.REDIRECT);

    @Test
    void referenceStandsForWhatWasPushed() {
        HttpResponse<String> pushed = push(client, Asking.by(client));

        assertThat(pushed.statusCode()).isEqualTo(201);
        OAuth.assertUnkept(pushed);
        JsonObject answer = Http.json(pushed);
        assertThat(answer.getString("request_uri")).matches(URN + "[0-9A-Za-z]{43}");
        assertThat(answer.getInt("expires_in")).isEqualTo(600);
        HttpResponse<String> asked = come(client, answer.getString("request_uri"));
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location").orElseThrow()).startsWith("/account/oauth/consent?");
    }

    @Test
    void pushedClientIdMayBeLeftToTheProof() {
        assertThat(push(client, Asking.by(client).without("client_id")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void nothingBesideTheReferenceCounts() {
        String reference = reference(client, Asking.by(client).with("scope", "read"));

        HttpResponse<String> asked = Asking.send(form("client_id", client.id().toString(), "request_uri", reference)
                + "&" + form("redirect_uri", "https://evil.example/", "scope", "admin", "response_type", "token"));

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location").orElseThrow()).startsWith("/account/oauth/consent?");
    }

    @Test
    void referenceIsItsClientsOwn() {
        String reference = reference(client, Asking.by(client));

        assertGoesNowhere(come(other, reference));
        assertGoesNowhere(Asking.send(form("request_uri", reference)));
        assertGoesNowhere(Asking.send(form("request_uri", reference, "client_id", "x")));
    }

    @Test
    void neitherReferenceNorClientIsThereTwice() {
        String reference = reference(client, Asking.by(client));
        String good = form("client_id", client.id().toString(), "request_uri", reference);

        assertGoesNowhere(Asking.send(good + "&" + form("client_id", client.id().toString())));
        assertGoesNowhere(Asking.send(good + "&" + form("client_id", other.id().toString())));
        assertGoesNowhere(Asking.send(good + "&client_id="));
        assertGoesNowhere(Asking.send(good + "&" + form("request_uri", reference)));
        assertGoesNowhere(Asking.send(good + "&request_uri="));
    }

    @Test
    void expiredReferenceIsUnknown() {
        String reference = reference(client, Asking.by(client));
        Keys.change(
                "UPDATE pushed_request SET expires_at = UTC_TIMESTAMP(6) WHERE digest = ?",
                Secret.digest(reference.substring(URN.length())).toBytes());

        assertGoesNowhere(come(client, reference));
    }

    @Test
    void referenceEndsWithItsClient() {
        String reference = reference(client, Asking.by(client));
        OAuthClients.with(client, "disabled_at = UTC_TIMESTAMP(6)");

        assertGoesNowhere(come(client, reference));
    }

    @Test
    void redirectThatIsRegisteredNoLongerLeadsNowhere() {
        String reference = reference(client, Asking.by(client));
        OAuthClients.with(client, "redirects = 'https://app.example/other'");

        assertGoesNowhere(come(client, reference));
    }

    @Test
    void onlyWhoProvesThemselvesPushes() {
        String query = Asking.by(client).query();

        assertError(OAuth.post(OAuth.PAR, query), 401, "invalid_client");
        assertError(
                OAuth.post(
                        OAuth.PAR,
                        query,
                        "Authorization",
                        OAuth.basic(client.id().toString(), "wrong")),
                401,
                "invalid_client");
        assertError(push(other, Asking.by(client)), 400, "invalid_request");
        OAuthClient open = OAuthClients.open(Codes.REDIRECT);
        assertThat(push(open, Asking.by(open)).statusCode()).isEqualTo(201);
    }

    @Test
    void whatIsNotInOrderIsNotKept() {
        for (Asking wrong : List.of(
                Asking.by(client).with("redirect_uri", "https://evil.example/"),
                Asking.by(client).without("redirect_uri"),
                Asking.by(client).without("response_type"),
                Asking.by(client).with("code_challenge_method", "plain"),
                Asking.by(client).and("scope", "read"),
                Asking.by(client).with("request_uri", reference(client, Asking.by(client))),
                Asking.by(client).with("request_uri", "https://app.example/request"))) {
            assertError(push(client, wrong), 400, "invalid_request");
        }
        assertError(push(client, Asking.by(client).with("scope", "admin")), 400, "invalid_scope");
        assertError(push(client, Asking.by(client).with("response_type", "token")), 400, "unsupported_response_type");
        assertError(push(client, Asking.by(client).with("request", "x")), 400, "request_not_supported");
        assertError(push(client, Asking.by(client).with("resource", "https://other.example")), 400, "invalid_target");
    }

    @Test
    void secretOfTheClientIsNotKept() {
        Asking asking = Asking.by(client).with("client_secret", client.secret());

        assertThat(OAuth.post(OAuth.PAR, asking.query()).statusCode()).isEqualTo(201);
        assertThat(Keys.texts(
                        "SELECT parameters FROM pushed_request WHERE client_id = ?",
                        client.id().toString()))
                .singleElement()
                .asString()
                .contains("code_challenge")
                .doesNotContain("client_secret", client.secret());
    }

    @Test
    void keyThatIsProvenWithARequestBindsItsCode() throws Exception {
        ECKey key = Tokens.key();
        Proof proof = Proof.by(key).forUri(TestServer.URL + OAuth.PAR);
        String used = proof.sign();

        assertThat(push(client, Asking.by(client), "DPoP", used).statusCode()).isEqualTo(201);
        assertThat(Keys.texts(
                        "SELECT parameters FROM pushed_request WHERE client_id = ?",
                        client.id().toString()))
                .singleElement()
                .asString()
                .contains("dpop_jkt=" + key.computeThumbprint());
        assertError(push(client, Asking.by(client), "DPoP", used), 400, "invalid_dpop_proof");
        assertError(push(client, Asking.by(client), "DPoP", Proof.by(key).sign()), 400, "invalid_dpop_proof");
        assertError(
                push(client, Asking.by(client).with("dpop_jkt", "x".repeat(43)), "DPoP", proof.sign()),
                400,
                "invalid_dpop_proof");
    }

    private static HttpResponse<String> come(OAuthClient client, String reference) {
        return Asking.send(form("client_id", client.id().toString(), "request_uri", reference));
    }

    private static String reference(OAuthClient client, Asking asking) {
        HttpResponse<String> answer = push(client, asking);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Http.json(answer).getString("request_uri");
    }

    private static HttpResponse<String> push(OAuthClient client, Asking asking, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (client.secret() != null) {
            all.addAll(List.of("Authorization", OAuth.basic(client.id().toString(), client.secret())));
        }
        return OAuth.post(OAuth.PAR, asking.query(), all.toArray(String[]::new));
    }
}
