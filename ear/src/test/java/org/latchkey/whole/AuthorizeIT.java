package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latchkey.whole.Asking.assertGoesNowhere;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.UUID;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Where users are sent who come to be asked: to the page that asks, or nowhere. */
@ArquillianTest
class AuthorizeIT {

    private static final String CONSENT = "/account/oauth/consent?";
    private static final OAuthClient CLIENT = OAuthClients.confidential(Codes.REDIRECT);

    @Test
    void whatIsInOrderGoesOnToThePageThatAsks() {
        for (Asking asking : new Asking[] {
            Asking.by(CLIENT),
            Asking.by(CLIENT).without("scope").without("state"),
            Asking.by(CLIENT).without("code_challenge").without("code_challenge_method"),
            Asking.by(CLIENT).and("response_mode", "query"),
            Asking.by(CLIENT).and("resource", TestServer.URL + "/api/2"),
            Asking.by(CLIENT).and("dpop_jkt", "x".repeat(43)),
            Asking.by(CLIENT).with("state", "x".repeat(1000)),
            Asking.by(CLIENT).and("prompt", "none").raw("unknown=%25zz"),
            Asking.by(OAuthClients.open(Codes.REDIRECT))
        }) {
            assertAsked(asking);
        }
    }

    /** The page has them sign in first: nobody lets this server send strangers somewhere (RFC 9700, section 4.11.2). */
    @Test
    void whoeverHasNotSignedInIsNotSentToTheApplicationEvenWithAnError() {
        for (Asking asking : new Asking[] {
            Asking.by(CLIENT).without("response_type"),
            Asking.by(CLIENT).with("response_type", "token"),
            Asking.by(CLIENT).with("scope", "admin"),
            Asking.by(CLIENT).and("scope", "read"),
            Asking.by(CLIENT).with("code_challenge_method", "plain"),
            Asking.by(CLIENT).and("prompt", "none"),
            Asking.by(CLIENT).and("request", "x"),
            Asking.by(CLIENT).and("request_uri", "https://app.example/request")
        }) {
            assertAsked(asking);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "00000000-0000-0000-0000-000000000000",
                " {}",
                "{} ",
                "{}\u0000",
                "'{}'",
                "{}' OR '1'='1",
                "../{}",
                "administrator@bank.example"
            })
    void unknownClientLeadsNowhere(String id) {
        String presented = id.replace("{}", CLIENT.id().toString());
        HttpResponse<String> answer =
                Asking.by(CLIENT).with("client_id", presented).send();

        assertGoesNowhere(answer);
        assertThat(answer.body()).contains("does not know the application");
    }

    @Test
    void clientThatIsMissingDuplicatedOrDisabledLeadsNowhere() {
        String id = CLIENT.id().toString();

        assertGoesNowhere(
                Asking.by(CLIENT).with("client_id", id.toUpperCase(Locale.ROOT)).send());
        assertGoesNowhere(Asking.by(CLIENT).without("client_id").send());
        assertGoesNowhere(Asking.by(CLIENT).and("client_id", id).send());
        assertGoesNowhere(Asking.by(CLIENT).and("client_id", "").send());
        assertGoesNowhere(
                Asking.by(CLIENT).without("client_id").raw("client_id").send());
        assertGoesNowhere(Asking.by(
                        OAuthClients.with(OAuthClients.confidential(Codes.REDIRECT), "disabled_at = UTC_TIMESTAMP(6)"))
                .send());
        assertGoesNowhere(Http.get(TestServer.URL + OAuth.AUTHORIZE));
        assertGoesNowhere(Http.get(TestServer.URL + OAuth.AUTHORIZE + "?"));
        assertGoesNowhere(Asking.by(CLIENT).with("state", "x".repeat(4000)).send());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://app.example/callback",
                "https://App.example/callback",
                "https://app.example/Callback",
                "https://app.example/callback/",
                "https://app.example/callback?",
                "https://app.example/callback?next=https://evil.example",
                "https://app.example/callback#",
                "https://app.example/callback#top",
                "https://app.example/c%61llback",
                "https://app.example/callback%2e",
                "https://app.example%2fcallback",
                "https://app.example/%2e%2e/callback",
                "https://app.example/x/../callback",
                "https://app.example/./callback",
                "https://app.example//callback",
                "https://app.example/callback/../evil",
                "https://app.example/callback;x=y",
                "https://app.example/",
                "https://app.example",
                "https://app.example:443/callback",
                "https://app.example:8443/callback",
                "https://app.example./callback",
                "https://www.app.example/callback",
                "https://app.example.evil.example/callback",
                "https://evil.example/https://app.example/callback",
                "https://evil.example\\@app.example/callback",
                "https://evil.example\\app.example/callback",
                "https://app.example@evil.example/callback",
                "https://app.example:x@evil.example/callback",
                "https://evil.example#@app.example/callback",
                "https://evil.example?https://app.example/callback",
                "https://evil.example/callback",
                "https://app.examp\u0142e/callback",
                "https://app\u3002example/callback",
                "https://xn--app-example/callback",
                "http://app.example/callback",
                "http://127.0.0.1/callback",
                "//app.example/callback",
                "/callback",
                "callback",
                "javascript:alert(1)//https://app.example/callback",
                "data:text/html,https://app.example/callback",
                " https://app.example/callback",
                "https://app.example/callback ",
                "https://app.example/callback\t",
                "https://app.example/callback\r\nX-Injected: 1",
                "https://app.example/callback\u0000",
                "https://app.example/callback\u200b",
                "https%3A%2F%2Fapp.example%2Fcallback",
                "https://app.example/callback,https://evil.example/",
                "https://app.example/callback https://evil.example/",
                "*",
                "null"
            })
    void unregisteredAddressLeadsNowhere(String redirect) {
        HttpResponse<String> answer =
                Asking.by(CLIENT).with("redirect_uri", redirect).send();

        assertGoesNowhere(answer);
        assertThat(answer.body())
                .contains("an address that it has not registered")
                .doesNotContain("evil", "alert");
    }

    @Test
    void addressThatIsMissingDuplicatedOrAnothersLeadsNowhere() {
        OAuthClients.confidential("https://other.example/callback");

        assertGoesNowhere(Asking.by(CLIENT).without("redirect_uri").send());
        assertGoesNowhere(Asking.by(CLIENT).with("redirect_uri", "").send());
        assertGoesNowhere(Asking.by(CLIENT).and("redirect_uri", Codes.REDIRECT).send());
        assertGoesNowhere(
                Asking.by(CLIENT).and("redirect_uri", "https://evil.example/").send());
        assertGoesNowhere(Asking.by(CLIENT).and("redirect_uri", "").send());
        assertGoesNowhere(Asking.by(CLIENT)
                .with("redirect_uri", "https://other.example/callback")
                .send());
    }

    @Test
    void loopbackAddressHasAnyPort() {
        OAuthClient local = OAuthClients.open("http://127.0.0.1/cb\nhttp://[::1]:7000/cb\nhttp://localhost:7000/cb");

        for (String redirect : new String[] {
            "http://127.0.0.1/cb",
            "http://127.0.0.1:1/cb",
            "http://127.0.0.1:65535/cb",
            "http://[::1]:49152/cb",
            "http://localhost:7000/cb"
        }) {
            assertAsked(Asking.by(local).with("redirect_uri", redirect));
        }
        for (String redirect : new String[] {
            "http://localhost:7001/cb",
            "http://localhost/cb",
            "http://127.0.0.2/cb",
            "http://127.0.0.1:8000/cb/",
            "http://127.0.0.1:8000@evil.example/cb",
            "http://127.0.0.1:/cb",
            "http://[::2]:7000/cb",
            "http://[0:0:0:0:0:0:0:1]:7000/cb",
            "https://127.0.0.1/cb"
        }) {
            assertGoesNowhere(Asking.by(local).with("redirect_uri", redirect).send());
        }
    }

    @Test
    void pageRepeatsNothingOfTheRequest() {
        String marker = "m" + UUID.randomUUID().toString().replace("-", "");
        Asking asking = Asking.by(CLIENT).with("redirect_uri", "https://evil.example/<" + marker + ">");

        HttpResponse<String> answer =
                asking.with("state", marker).and(marker, marker).send();
        HttpResponse<String> german =
                Http.get(TestServer.URL + OAuth.AUTHORIZE + "?" + asking.query(), "Accept-Language", "de-AT");

        assertGoesNowhere(answer);
        assertThat(answer.body()).doesNotContain(marker, CLIENT.id().toString(), "Client ");
        assertThat(answer.headers().map().toString()).doesNotContain(marker);
        assertGoesNowhere(german);
        assertThat(german.body())
                .contains("<html lang=\"de\">", "nicht registriert")
                .doesNotContain(marker);
    }

    @Test
    void requestIsAGet() {
        String query = Asking.by(CLIENT).query();
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
            HttpResponse<String> answer = Http.send(
                    method,
                    TestServer.URL + OAuth.AUTHORIZE + "?" + query,
                    query,
                    "Content-Type",
                    "application/x-www-form-urlencoded");

            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.headers().firstValue("Allow")).as(method).hasValue("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void addressOfTheRequestIsNotTakenFromTheRequest() {
        String query = Asking.by(CLIENT).query();
        for (String good : new String[] {
            "GET " + OAuth.AUTHORIZE + "?" + query + " HTTP/1.1",
            "GET " + OAuth.AUTHORIZE + "?" + query + "&request=x HTTP/1.1",
            "GET " + OAuth.AUTHORIZE + "?client_id=x HTTP/1.1",
            "GET /.well-known/oauth-authorization-server HTTP/1.1",
            "GET /.well-known/oauth-protected-resource HTTP/1.1",
            "GET /auth/oauth/jwks HTTP/1.1",
            "GET " + OAuth.TOKEN + " HTTP/1.1"
        }) {
            String answer = Raw.send(
                    good,
                    "Host: evil.example",
                    "X-Forwarded-Host: evil.example",
                    "X-Forwarded-Proto: gopher",
                    "X-Forwarded-Port: 6666",
                    "X-Forwarded-Prefix: /evil",
                    "X-Original-URL: /evil",
                    "Forwarded: host=evil.example;proto=gopher");

            assertThat(answer).as(good).startsWith("HTTP/1.1 ").doesNotContain("evil", "gopher", "6666");
        }
    }

    private static void assertAsked(Asking asking) {
        HttpResponse<String> answer = asking.send();

        assertThat(answer.statusCode()).as(asking.query()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue(CONSENT + asking.query());
        OAuth.assertUnkept(answer);
    }
}
