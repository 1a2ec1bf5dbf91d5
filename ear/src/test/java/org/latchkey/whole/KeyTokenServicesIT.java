package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBAccessException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.account.Plan;
import org.latchkey.account.Plans;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.NotFound;
import org.latchkey.token.KeyToken;
import org.latchkey.token.KeyTokenTerms;
import org.latchkey.token.KeyTokens;

/** What people see and end of the tokens of keys, and who sets the plan of a company. */
@ArquillianTest
class KeyTokenServicesIT {

    private Companies companies;
    private ApiKeys keys;
    private KeyTokens tokens;
    private Plans plans;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(KeyTokenServicesIT.class, Http.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found("Europe/Lisbon");
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
        tokens = Companies.look("java:global/latchkey/ejb/KeyTokens");
        plans = Companies.look("java:global/latchkey/ejb/Plans");
    }

    @Test
    void nobodyGetsNothing() {
        UUID any = UUID.randomUUID();

        assertThatThrownBy(() -> tokens.listOf(any)).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> plans.set(companies.id(), Plan.GROWTH)).isInstanceOf(EJBAccessException.class);
        // Only a key has tokens of its own.
        KeyTokenTerms terms = new KeyTokenTerms(Duration.ofHours(1), 1, 1, "", Set.of("read"), "x", "x", null);
        for (Callable<?> call : List.<Callable<?>>of(
                () -> tokens.create(terms), () -> tokens.list(), () -> tokens.find("x"), () -> revoked(any))) {
            assertThatThrownBy(() -> companies.asAdministrator(call)).isInstanceOf(EJBAccessException.class);
        }
    }

    private Object revoked(UUID id) {
        tokens.revoke(id);
        return null;
    }

    @Test
    void administratorsSetThePlanAndItIsWrittenDown() throws Exception {
        set(Plan.STARTUP);
        set(Plan.STARTUP);
        set(Plan.ENTERPRISE);

        assertThat(companies.rows("SELECT plan FROM company WHERE id = ?", companies.id()))
                .containsExactly("ENTERPRISE");
        assertThat(companies.rows(
                        "SELECT kind, actor, details FROM audit_event WHERE company_id = ? ORDER BY sequence",
                        companies.id()))
                .containsExactly(
                        "company.plan-changed|Administrator|plan: FREE → STARTUP",
                        "company.plan-changed|Administrator|plan: STARTUP → ENTERPRISE");
    }

    @Test
    void nobodyElseSetsIt() throws Exception {
        long foreign = companies.id();
        assertThatThrownBy(() -> companies.asViewer(() -> plan(companies.id(), Plan.GROWTH)))
                .isInstanceOf(Forbidden.class);
        companies.found("Europe/Lisbon");
        assertThatThrownBy(() -> companies.asAdministrator(() -> plan(foreign, Plan.GROWTH)))
                .isInstanceOf(NotFound.class);

        assertThat(companies.rows("SELECT plan FROM company WHERE id = ?", foreign))
                .containsExactly("FREE");
    }

    @Test
    void whoeverMaySeeAKeySeesItsTokensAndWhoeverMayRevokeItEndsThem() throws Exception {
        set(Plan.STARTUP);
        ApiKey key = create();
        List<String> values = issue(key);
        List<KeyToken> listed = companies.asViewer(() -> tokens.listOf(key.id()));

        assertThat(listed).hasSize(2).allSatisfy(token -> {
            assertThat(token.name()).isEqualTo("Board");
            assertThat(token.scopes()).containsExactly("write");
            assertThat(token.requestLimit()).isEqualTo(50);
            assertThat(token.remaining()).isEqualTo(50);
            assertThat(token.toString()).doesNotContain(values);
        });
        UUID first = listed.get(0).id();
        assertThatThrownBy(() -> companies.asViewer(() -> revoked(key, first))).isInstanceOf(Forbidden.class);
        companies.asAdministrator(() -> revoked(key, first));
        assertThat(companies.asAdministrator(() -> tokens.listOf(key.id())))
                .extracting(KeyToken::id)
                .containsExactly(listed.get(1).id());
        assertThat(values.stream().map(KeyTokenServicesIT::code)).containsExactlyInAnyOrder("", "token_ended");
        ApiKey other = create();
        assertThatThrownBy(() -> companies.asAdministrator(
                        () -> revoked(other, listed.get(1).id())))
                .isInstanceOf(NotFound.class);

        companies.found("Europe/Lisbon");
        assertThatThrownBy(() -> companies.asAdministrator(() -> tokens.listOf(key.id())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> companies.asAdministrator(
                        () -> revoked(key, listed.get(1).id())))
                .isInstanceOf(NotFound.class);
        assertThat(values.stream().map(KeyTokenServicesIT::code)).contains("");
    }

    @Test
    void keyThatHasEndedHasNoTokens() throws Exception {
        set(Plan.GROWTH);
        ApiKey key = create();
        issue(key);
        companies.asAdministrator(() -> {
            keys.revoke(key.id(), null);
            return null;
        });

        assertThat(companies.asAdministrator(() -> tokens.listOf(key.id()))).isEmpty();
    }

    private Object revoked(ApiKey key, UUID token) {
        tokens.revokeOf(key.id(), token);
        return null;
    }

    private void set(Plan plan) throws Exception {
        companies.asAdministrator(() -> plan(companies.id(), plan));
    }

    private Object plan(long company, Plan plan) {
        plans.set(company, plan);
        return null;
    }

    private ApiKey create() throws Exception {
        return companies.asAdministrator(
                () -> keys.create(companies.id(), new NewKey("Key " + UUID.randomUUID(), null, KeySettings.DEFAULT)));
    }

    /** Two tokens of a key, by their values. */
    private static List<String> issue(ApiKey key) {
        HttpResponse<String> answer = Http.send(
                "POST",
                Inside.url() + "/api/2/auth/tokens",
                "{\"count\":2,\"requestLimit\":50,\"name\":\"Board\"}",
                "x-api-key",
                key.reveal(),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Http.json(answer).getJsonArray("createApiTokens").getValuesAs(jakarta.json.JsonObject.class).stream()
                .map(token -> token.getString("token"))
                .toList();
    }

    /** Why a call with a token is refused; empty where it is not. */
    private static String code(String token) {
        HttpResponse<String> answer = Http.get(Inside.url() + "/api/2/whoami", "Authorization", "Bearer " + token);
        return answer.statusCode() == 200 ? "" : Http.json(answer).getString("code");
    }
}
