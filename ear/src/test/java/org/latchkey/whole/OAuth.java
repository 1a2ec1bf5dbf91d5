package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.latchkey.whole.OAuthClients.OAuthClient;

/** The endpoints of OAuth as a client calls them. */
final class OAuth {

    static final String TOKEN = "/auth/oauth/token";
    static final String PAR = "/auth/oauth/par";
    static final String REVOKE = "/auth/oauth/revoke";
    static final String INTROSPECT = "/auth/oauth/introspect";
    static final String AUTHORIZE = "/auth/oauth/authorize";

    private OAuth() {}

    /** A POST of a form, names and values in turn, by a client that proves itself by its secret if it has one. */
    static HttpResponse<String> post(String path, OAuthClient client, String... parameters) {
        List<String> all = new ArrayList<>(List.of(parameters));
        if (client.secret() == null) {
            all.addAll(List.of("client_id", client.id().toString()));
            return post(path, form(all.toArray(String[]::new)));
        }
        return post(path, form(parameters), "Authorization", basic(client.id().toString(), client.secret()));
    }

    static HttpResponse<String> post(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        }
        return Http.send("POST", TestServer.URL + path, body, all.toArray(String[]::new));
    }

    static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    }

    /** Names and values in turn, as a form or a query has them. */
    static String form(String... parameters) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], UTF_8));
        }
        return String.join("&", pairs);
    }

    /** Redeems a code that was sent to {@link Codes#REDIRECT}. */
    static HttpResponse<String> redeem(OAuthClient client, String code, String... more) {
        List<String> all = new ArrayList<>(
                List.of("grant_type", "authorization_code", "code", code, "redirect_uri", Codes.REDIRECT));
        all.addAll(List.of(more));
        return post(TOKEN, client, all.toArray(String[]::new));
    }

    static HttpResponse<String> refresh(OAuthClient client, String token, String... more) {
        List<String> all = new ArrayList<>(List.of("grant_type", "refresh_token", "refresh_token", token));
        all.addAll(List.of(more));
        return post(TOKEN, client, all.toArray(String[]::new));
    }

    /** What a client gets for a code, all of it. */
    static JsonObject tokens(OAuthClient client) {
        String code = client.secret() == null ? Codes.challenged(client) : Codes.of(client);
        return client.secret() == null
                ? issued(redeem(client, code, "code_verifier", Codes.VERIFIER))
                : issued(redeem(client, code));
    }

    /** The tokens of an answer, which has to have some, and to be kept by nobody. */
    static JsonObject issued(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertUnkept(answer);
        return Http.json(answer);
    }

    static void assertError(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Http.json(answer).getString("error")).as(answer.body()).isEqualTo(error);
        assertUnkept(answer);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"latchkey\"");
        }
    }

    static void assertUnkept(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    }

    /** Status and code of calling anything with an access token. */
    static String use(String token) {
        HttpResponse<String> answer = Http.get(TestServer.URL + "/api/2/whoami", "Authorization", "Bearer " + token);
        return answer.statusCode() == 200
                ? "200"
                : answer.statusCode() + " " + Http.json(answer).getString("code");
    }

    static boolean isActive(OAuthClient client, String token) {
        JsonObject answer = issued(post(INTROSPECT, client, "token", token));
        if (!answer.getBoolean("active")) {
            assertThat(answer).as("a dead token has nothing to tell").hasSize(1);
        }
        return answer.getBoolean("active");
    }
}
