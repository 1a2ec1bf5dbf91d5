package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.client.Clients;
import org.latchkey.client.NewClient;
import org.latchkey.oauth.Authorization;
import org.latchkey.oauth.ConsentRequest;
import org.latchkey.oauth.OAuthAnswer;
import org.latchkey.oauth.OAuthRequest;
import org.latchkey.oauth.Step;
import org.latchkey.oauth.TokenEndpoint;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.token.ConnectedApplication;
import org.latchkey.token.ConnectedApplications;

/** What users are asked for, grant and withdraw, by the services inside the server. */
@ArquillianTest
class ConsentServicesIT {

    private static final String REDIRECT = "https://app.example/callback";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private Companies companies;
    private Clients clients;
    private Authorization authorization;
    private TokenEndpoint endpoint;
    private ConnectedApplications connected;
    private Applications applications;
    private NewClient client;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(ConsentServicesIT.class, Applications.class, Http.class);
    }

    @BeforeEach
    void makeClient() throws Exception {
        companies = new Companies();
        clients = Companies.look("java:global/latchkey/ejb/Clients");
        authorization = Companies.look("java:global/latchkey/ejb/Authorization");
        endpoint = Companies.look("java:global/latchkey/ejb/TokenEndpoint");
        connected = Companies.look("java:global/latchkey/ejb/ConnectedApplications");
        companies.found("UTC");
        applications = new Applications(companies);
        applications.register();
        client = applications.confidential(REDIRECT);
    }

    @Test
    void nobodyGrantsAnything() {
        String query = query(client, "read");

        assertThatThrownBy(() -> authorization.ask(query)).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> authorization.allow(query, companies.id())).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> authorization.deny(query)).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> connected.list()).isInstanceOf(EJBAccessException.class);
        assertThat(authorization.refusal(query)).isEmpty();
        assertThat(authorization.returnOrigin(query)).contains("https://app.example");
        assertThat(authorization.returnOrigin("client_id=x")).isEmpty();
    }

    @Test
    void userIsToldWhoAsksAndForWhat() throws Exception {
        Step.Ask ask = (Step.Ask) ask(query(client, "company:view read"));
        ConsentRequest request = ask.request();

        assertThat(request.clientId()).isEqualTo(client.id());
        assertThat(request.client()).isEqualTo("Application");
        assertThat(request.developer()).isEqualTo("Acme");
        assertThat(request.contact()).isEqualTo("dev@acme.example");
        assertThat(request.returnsTo()).isEqualTo("app.example");
        assertThat(request.scopes()).containsExactly("company:view", "read");
        assertThat(request.companies())
                .singleElement()
                .matches(choice ->
                        choice.companyId() == companies.id() && choice.missing().isEmpty());
        Step.Ask viewer = (Step.Ask) companies.asViewer(() -> authorization.ask(query(client, "company:view read")));
        assertThat(viewer.request().companies().get(0).missing()).containsExactly("company:view");
    }

    @Test
    void userIsAskedAgainOnlyForMore() throws Exception {
        String code = allow(query(client, "read"));
        assertThat(code).startsWith(REDIRECT + "?").contains("code=", "state=s", issuer());

        assertThat(ask(query(client, "read"))).isInstanceOf(Step.SendBack.class);
        assertThat(((Step.SendBack) ask(query(client, "read"))).address())
                .contains("code=")
                .isNotEqualTo(code);
        assertThat(ask(query(client, "read company:view"))).isInstanceOf(Step.Ask.class);
        assertThat(ask(query(client, "read") + "&prompt=consent"))
                .as("the application wants it so")
                .isInstanceOf(Step.Ask.class);

        allow(query(client, "company:view"));
        assertThat(ask(query(client, "read company:view"))).isInstanceOf(Step.SendBack.class);
        assertThat(companies.asViewer(() -> authorization.ask(query(client, "read"))))
                .as("others have granted nothing")
                .isInstanceOf(Step.Ask.class);
        assertThat(companies.rows(
                        "SELECT kind FROM audit_event WHERE subject_id = ? AND kind LIKE 'consent%'",
                        client.id().toString()))
                .containsExactly("consent.granted", "consent.granted");
    }

    @Test
    void userIsAlwaysAskedWhereAnyProgramCouldPoseAsTheClient() throws Exception {
        NewClient local = applications.open("http://127.0.0.1/cb");
        String query = query(local, "read", "http://127.0.0.1:4711/cb");
        allow(query);

        assertThat(ask(query)).isInstanceOf(Step.Ask.class);
    }

    @Test
    void whoHasGrantedInTwoCompaniesIsAskedWhichOne() throws Exception {
        long second = secondCompany();
        allow(query(client, "read"));
        assertThat(ask(query(client, "read"))).isInstanceOf(Step.SendBack.class);

        companies.asAdministrator(() -> authorization.allow(query(client, "read"), second));
        Step.Ask ask = (Step.Ask) ask(query(client, "read"));
        assertThat(ask.request().companies()).hasSize(2);

        companies.change("DELETE FROM membership WHERE company_id = ?", second);
        assertThat(ask(query(client, "read"))).isInstanceOf(Step.SendBack.class);
    }

    @Test
    void nobodyGrantsWhereTheyDoNotBelong() throws Exception {
        long foreign =
                Long.parseLong(companies.rows("SELECT MIN(id) FROM company").get(0));
        for (long id : new long[] {foreign, -1, Long.MAX_VALUE}) {
            Invalid refused = catchThrowableOfType(
                    Invalid.class,
                    () -> companies.asAdministrator(() -> authorization.allow(query(client, "read"), id)));

            assertThat(refused.violations()).containsExactly(new Violation("companyId", "unknown"));
        }
        assertThat(granted()).isEmpty();
    }

    @Test
    void refusalIsToldToTheClientAndNotKept() throws Exception {
        String address = companies.asAdministrator(() -> authorization.deny(query(client, "read")));

        assertThat(address)
                .startsWith(REDIRECT + "?")
                .contains("error=access_denied", "state=s", issuer())
                .doesNotContain("code=");
        assertThat(ask(query(client, "read"))).isInstanceOf(Step.Ask.class);
        assertThat(granted()).isEmpty();
    }

    @Test
    void tamperedRequestGrantsNothing() throws Exception {
        assertThat(allow(query(client, "read admin")))
                .contains("error=invalid_scope", "state=s")
                .doesNotContain("code=");
        assertThat(companies.asAdministrator(() -> authorization.deny(query(client, "admin"))))
                .contains("error=invalid_scope");
        for (String nowhere : List.of(
                query(client, "read", "https://evil.example/"),
                query(client, "read")
                        .replace(client.id().toString(), UUID.randomUUID().toString()),
                "",
                "x".repeat(4000))) {
            assertThatThrownBy(() -> allow(nowhere)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> companies.asAdministrator(() -> authorization.deny(nowhere)))
                    .isInstanceOf(NotFound.class);
            assertThat(ask(nowhere)).isInstanceOf(Step.Refused.class);
        }
        assertThat(granted()).isEmpty();
    }

    @Test
    void pushedRequestIsForgottenWhenTheUserHasDecided() throws Exception {
        String first = pushed();
        assertThat(ask(first)).isInstanceOf(Step.Ask.class);
        assertThat(ask(first)).as("a page may be loaded twice").isInstanceOf(Step.Ask.class);
        companies.asAdministrator(() -> authorization.deny(first));
        assertThat(ask(first)).isInstanceOf(Step.Refused.class);
        assertThatThrownBy(() -> allow(first)).isInstanceOf(NotFound.class);

        String second = pushed();
        assertThat(allow(second)).contains("code=");
        assertThat(ask(second)).isInstanceOf(Step.Refused.class);
        assertThatThrownBy(() -> allow(second)).isInstanceOf(NotFound.class);

        String silent = pushed();
        assertThat(ask(silent)).isInstanceOf(Step.SendBack.class);
        assertThat(ask(silent)).isInstanceOf(Step.Refused.class);
    }

    @Test
    void connectedApplicationIsTheUsersOwn() throws Exception {
        allow(query(client, "read company:view"));

        ConnectedApplication row = granted().get(0);
        assertThat(row.client()).isEqualTo("Application");
        assertThat(row.developer()).isEqualTo("Acme");
        assertThat(row.scopes()).containsExactly("company:view", "read");
        assertThat(row.lastUsedAt()).isNull();
        assertThat(companies.asViewer(() -> connected.list())).isEmpty();
        for (UUID id : List.of(row.id(), UUID.randomUUID(), client.id())) {
            assertThatThrownBy(() -> companies.asViewer(() -> run(() -> connected.withdraw(id))))
                    .isInstanceOf(NotFound.class);
        }
        assertThat(granted()).hasSize(1);
    }

    @Test
    void withdrawnTokensAreRefusedOnTheNextRequest() throws Exception {
        JsonObject tokens = redeem(allow(query(client, "read")));
        assertThat(use(tokens)).isEqualTo(200);

        UUID id = granted().get(0).id();
        companies.asAdministrator(() -> run(() -> connected.withdraw(id)));

        assertThat(use(tokens)).isEqualTo(401);
        assertThat(refresh(tokens).status()).isEqualTo(400);
        assertThat(granted()).isEmpty();
        assertThat(ask(query(client, "read"))).isInstanceOf(Step.Ask.class);
        assertThatThrownBy(() -> companies.asAdministrator(() -> run(() -> connected.withdraw(id))))
                .isInstanceOf(NotFound.class);
        assertThat(companies.rows(
                        "SELECT kind FROM audit_event WHERE subject_id = ? ORDER BY sequence DESC LIMIT 1",
                        client.id().toString()))
                .containsExactly("consent.withdrawn");
    }

    @Test
    void tokensOfADisabledClientAreRefusedOnTheNextRequestUntilItIsEnabled() throws Exception {
        JsonObject tokens = redeem(allow(query(client, "read")));
        assertThat(use(tokens)).isEqualTo(200);

        companies.asAdministrator(() -> run(() -> clients.disable(client.id(), null)));
        assertThat(use(tokens)).isEqualTo(401);
        assertThat(refresh(tokens).status()).isEqualTo(401);

        companies.asAdministrator(() -> run(() -> clients.enable(client.id(), null)));
        assertThat(use(tokens)).isEqualTo(200);
    }

    @Test
    void tokensOfADeletedClientAreRefusedOnTheNextRequest() throws Exception {
        JsonObject tokens = redeem(allow(query(client, "read")));
        assertThat(use(tokens)).isEqualTo(200);

        companies.asAdministrator(() -> run(() -> clients.delete(client.id(), null)));

        assertThat(use(tokens)).isEqualTo(401);
        assertThat(refresh(tokens).status()).isEqualTo(401);
        assertThat(granted()).isEmpty();
    }

    /** Of the administrator too, as in the first. */
    private long secondCompany() throws Exception {
        String name = UUID.randomUUID().toString();
        companies.change("INSERT INTO company (name, plan, time_zone) VALUES (?, 'FREE', 'UTC')", name);
        long id = Long.parseLong(
                companies.rows("SELECT id FROM company WHERE name = ?", name).get(0));
        companies.change("INSERT INTO role (company_id, name) VALUES (?, 'Second')", id);
        companies.change("""
                INSERT INTO membership
                SELECT u.id, r.company_id, r.id FROM user_account u, role r WHERE u.email = ? AND r.company_id = ?
                """, companies.administrator(), id);
        return id;
    }

    private static String query(NewClient client, String scope) {
        return query(client, scope, REDIRECT);
    }

    private static String query(NewClient client, String scope, String redirect) {
        return "response_type=code&state=s&code_challenge_method=S256&code_challenge=" + CHALLENGE + "&client_id="
                + client.id() + "&scope=" + encode(scope) + "&redirect_uri=" + encode(redirect);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static String issuer() {
        return "iss=" + encode(Inside.url());
    }

    private Step ask(String query) throws Exception {
        return companies.asAdministrator(() -> authorization.ask(query));
    }

    private String allow(String query) throws Exception {
        return companies.asAdministrator(() -> authorization.allow(query, companies.id()));
    }

    private List<ConnectedApplication> granted() throws Exception {
        Callable<List<ConnectedApplication>> list = connected::list;
        return companies.asAdministrator(list);
    }

    private String pushed() {
        OAuthAnswer answer = post("/auth/oauth/par", query(client, "read"));
        assertThat(answer.status()).isEqualTo(201);
        return "client_id=" + client.id() + "&request_uri="
                + encode(json(answer).getString("request_uri"));
    }

    private JsonObject redeem(String address) {
        String code = address.replaceAll(".*[?&]code=([^&]*).*", "$1");
        OAuthAnswer answer = post(
                "/auth/oauth/token",
                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encode(REDIRECT) + "&code_verifier="
                        + VERIFIER);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private OAuthAnswer refresh(JsonObject tokens) {
        return post(
                "/auth/oauth/token",
                "grant_type=refresh_token&refresh_token=" + encode(tokens.getString("refresh_token")));
    }

    private OAuthAnswer post(String path, String body) {
        String proof =
                "Basic " + Base64.getEncoder().encodeToString((client.id() + ":" + client.secret()).getBytes(UTF_8));
        return endpoint.answer(new OAuthRequest(
                path, null, "application/x-www-form-urlencoded", List.of(proof), List.of(), body, "127.0.0.1", "test"));
    }

    private static int use(JsonObject tokens) {
        return Http.get(Inside.url() + "/api/2/whoami", "Authorization", "Bearer " + tokens.getString("access_token"))
                .statusCode();
    }

    private static JsonObject json(OAuthAnswer answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private static Object run(Runnable call) {
        call.run();
        return "done";
    }
}
