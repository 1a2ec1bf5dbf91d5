package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.latchkey.client.NewClient;
import org.latchkey.oauth.Authorization;
import org.latchkey.oauth.OAuthAnswer;
import org.latchkey.oauth.OAuthRequest;
import org.latchkey.oauth.TokenEndpoint;

/** Inside the server: an application of its own, what a company's people grant to it, and what it gets by that. */
final class Granted {

    private static final String REDIRECT = "https://app.example/callback";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String TOKEN = "/auth/oauth/token";

    private final Companies companies;
    private final Authorization authorization;
    private final TokenEndpoint endpoint;
    private final NewClient client;

    /** Registers the application in the company that was founded last. */
    Granted(Companies companies) throws Exception {
        this.companies = companies;
        authorization = Companies.look("java:global/latchkey/ejb/Authorization");
        endpoint = Companies.look("java:global/latchkey/ejb/TokenEndpoint");
        Applications applications = new Applications(companies);
        applications.register();
        client = applications.confidential(REDIRECT);
    }

    String clientId() {
        return client.id().toString();
    }

    /** What the administrator is asked for, with further parameters. */
    String query(String more) {
        return "response_type=code&state=s&scope=read&code_challenge_method=S256&code_challenge=" + CHALLENGE
                + "&client_id=" + clientId() + "&redirect_uri=" + encode(REDIRECT) + more;
    }

    /** What the same request leads to where the application has pushed it. */
    String pushed(String more) {
        OAuthAnswer answer = post("/auth/oauth/par", query(more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return "client_id=" + clientId() + "&request_uri="
                + encode(json(answer.body()).getString("request_uri"));
    }

    String pushed() {
        return pushed("");
    }

    /** Where the administrator is sent who allows a request. */
    String allow(String query) throws Exception {
        return companies.asAdministrator(() -> authorization.allow(query, companies.id()));
    }

    /** Redeems the code in an address, without a proof of any key. */
    OAuthAnswer redeem(String address) {
        String code = address.replaceAll(".*[?&]code=([^&]*).*", "$1");
        return post(
                TOKEN,
                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encode(REDIRECT) + "&code_verifier="
                        + VERIFIER);
    }

    /** All that the application gets by the administrator. */
    JsonObject tokens() throws Exception {
        return issued(redeem(allow(query(""))));
    }

    /** The same by somebody else of the company. */
    JsonObject tokensOf(String email) throws Exception {
        return issued(redeem(companies.as(email, () -> authorization.allow(query(""), companies.id()))));
    }

    OAuthAnswer refresh(JsonObject tokens) {
        return post(TOKEN, "grant_type=refresh_token&refresh_token=" + encode(tokens.getString("refresh_token")));
    }

    /** Status and code of calling anything with the access token. */
    static String use(JsonObject tokens) {
        HttpResponse<String> answer = get("/api/2/whoami", tokens);
        return answer.statusCode() == 200
                ? "200"
                : answer.statusCode() + " " + Http.json(answer).getString("code");
    }

    /** A GET with the access token. */
    static HttpResponse<String> get(String path, JsonObject tokens) {
        return Http.get(Inside.url() + path, "Authorization", "Bearer " + tokens.getString("access_token"));
    }

    /** What stands before the claims of the access token. */
    static JsonObject header(JsonObject tokens) {
        String encoded = tokens.getString("access_token").split("\\.", -1)[0];
        return json(new String(Base64.getUrlDecoder().decode(encoded), UTF_8));
    }

    static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static JsonObject issued(OAuthAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private OAuthAnswer post(String path, String body) {
        String proof =
                "Basic " + Base64.getEncoder().encodeToString((clientId() + ":" + client.secret()).getBytes(UTF_8));
        return endpoint.answer(new OAuthRequest(
                path, null, "application/x-www-form-urlencoded", List.of(proof), List.of(), body, "127.0.0.1", "test"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
