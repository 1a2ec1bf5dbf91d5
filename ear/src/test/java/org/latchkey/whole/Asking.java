package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** Requests with which applications send users to be asked; no browser follows the answer. Immutable. */
final class Asking {

    /** S256 of the verifier in appendix B of RFC 7636. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    static final String STATE = "a b+&='\"<x>";

    /** Names with their encoded values. */
    private final List<String> pairs;

    private Asking(List<String> pairs) {
        this.pairs = pairs;
    }

    /** A request that is in order, for a code sent to {@link Codes#REDIRECT}. */
    static Asking by(OAuthClient client) {
        return by(client.id());
    }

    static Asking by(UUID client) {
        return new Asking(List.of())
                .and("response_type", "code")
                .and("client_id", client.toString())
                .and("redirect_uri", Codes.REDIRECT)
                .and("scope", "read")
                .and("state", STATE)
                .and("code_challenge", CHALLENGE)
                .and("code_challenge_method", "S256");
    }

    /** With another value in place of those that it has. */
    Asking with(String name, String value) {
        return without(name).and(name, value);
    }

    Asking without(String name) {
        return new Asking(
                pairs.stream().filter(pair -> !pair.startsWith(name + "=")).toList());
    }

    /** With a value beside those that it has. */
    Asking and(String name, String value) {
        return raw(name + "=" + URLEncoder.encode(value, UTF_8));
    }

    /** With a pair as it stands. */
    Asking raw(String pair) {
        List<String> more = new ArrayList<>(pairs);
        more.add(pair);
        return new Asking(more);
    }

    String query() {
        return String.join("&", pairs);
    }

    HttpResponse<String> send() {
        return send(query());
    }

    static HttpResponse<String> send(String query) {
        return Http.get(TestServer.URL + OAuth.AUTHORIZE + "?" + query);
    }

    /** The parameters of an address that begins with a known one. */
    static Map<String, String> parameters(String location, String redirect) {
        assertThat(location).startsWith(redirect + (redirect.contains("?") ? "&" : "?"));
        assertThat(URI.create(location).getRawFragment()).isNull();
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : location.substring(redirect.length() + 1).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            assertThat(parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8)))
                    .as(parts[0])
                    .isNull();
        }
        return parameters;
    }

    /** The user is told of it here, and sent nowhere. */
    static void assertGoesNowhere(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        OAuth.assertUnkept(answer);
    }
}
