package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.AccessToken;
import org.latchkey.oauth.Authorization;
import org.latchkey.oauth.Step;
import org.latchkey.token.ConnectedApplication;
import org.latchkey.token.ConnectedApplications;
import org.latchkey.token.TokenUpkeep;

/** What time does to tokens, inside the server and at once. */
@ArquillianTest
class TokenUpkeepIT {

    /** The columns of a token's row are told apart from those of its family by the names of the tables. */
    private static final String ROWS = "access_token JOIN token_family ON token_family.id = access_token.family_id";

    private Companies companies;
    private Granted granted;
    private Authorization authorization;
    private ConnectedApplications connected;
    private TokenUpkeep upkeep;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(TokenUpkeepIT.class, Granted.class, Applications.class, Http.class);
    }

    @BeforeEach
    void makeClient() throws Exception {
        companies = new Companies();
        authorization = Companies.look("java:global/latchkey/ejb/Authorization");
        connected = Companies.look("java:global/latchkey/ejb/ConnectedApplications");
        upkeep = Companies.look("java:global/latchkey/ejb/TokenUpkeep");
        companies.found("UTC");
        granted = new Granted(companies);
    }

    @Test
    void userSeesWhenAnApplicationWasLastUsed() throws Exception {
        JsonObject tokens = granted.tokens();
        assertThat(upkeep.flush()).isTrue();
        assertThat(application().lastUsedAt()).as("issued, and not used").isNull();

        Instant before = now();
        assertThat(Granted.use(tokens)).isEqualTo("200");
        assertThat(upkeep.flush()).isTrue();

        Instant first = application().lastUsedAt();
        assertThat(first).isBetween(before, now());
        assertThat(companies.rows("SELECT last_used_at IS NULL FROM consent WHERE client_id = ?", granted.clientId()))
                .containsExactly("0");
        assertThat(Granted.use(tokens)).isEqualTo("200");
        assertThat(upkeep.flush()).isTrue();
        assertThat(application().lastUsedAt()).isAfter(first);
    }

    @Test
    void refusedTokenIsNoUseOfTheApplication() throws Exception {
        JsonObject tokens = granted.tokens();
        change(tokens, "access_token.revoked_at = UTC_TIMESTAMP(6)");

        assertThat(Granted.use(tokens)).isEqualTo("401 token_ended");

        assertThat(upkeep.flush()).isTrue();
        assertThat(application().lastUsedAt()).isNull();
    }

    @Test
    void laterUseThatAnotherServerHasSeenIsKept() throws Exception {
        JsonObject tokens = granted.tokens();
        Instant later = now().plus(1, ChronoUnit.HOURS);
        companies.change(
                "UPDATE consent SET last_used_at = UTC_TIMESTAMP(6) + INTERVAL 2 HOUR WHERE client_id = ?",
                granted.clientId());

        assertThat(Granted.use(tokens)).isEqualTo("200");

        assertThat(upkeep.flush()).isTrue();
        assertThat(application().lastUsedAt()).isAfter(later);
    }

    @Test
    void useOfAWithdrawnConsentHoldsUpNoOther() throws Exception {
        JsonObject withdrawn = granted.tokens();
        assertThat(Granted.use(withdrawn)).isEqualTo("200");
        companies.change("DELETE FROM consent WHERE client_id = ?", granted.clientId());
        JsonObject tokens = granted.tokens();
        assertThat(Granted.use(tokens)).isEqualTo("200");

        assertThat(upkeep.flush()).isTrue();
        assertThat(application().lastUsedAt()).isNotNull();
    }

    @Test
    void oldSigningKeySignsNoMoreAndIsStillPublished() throws Exception {
        String old = kid(granted.tokens());
        age("created_at", 89, old);
        upkeep.rotateKeys();
        assertThat(kid(granted.tokens())).as("not yet old").isEqualTo(old);
        assertThat(retired(old)).isEqualTo("0");

        companies.change("UPDATE signing_key SET created_at = created_at - INTERVAL 2 DAY WHERE id = ?", old);
        upkeep.rotateKeys();

        assertThat(retired(old)).isEqualTo("1");
        String next = kid(granted.tokens());
        assertThat(next).isNotEqualTo(old);
        assertThat(kid(granted.tokens())).isEqualTo(next);
        assertThat(published()).contains(old, next);
        upkeep.rotateKeys();
        assertThat(kid(granted.tokens())).as("nothing is old any more").isEqualTo(next);
    }

    @Test
    void retiredSigningKeyIsPublishedForAsLongAsATokenOfItMayBeAlive() throws Exception {
        String old = kid(granted.tokens());
        age("retired_at", 30, old);
        String next = kid(granted.tokens());
        upkeep.rotateKeys();
        assertThat(published()).contains(old, next);

        age("retired_at", 32, old);
        upkeep.rotateKeys();

        assertThat(published()).contains(next).doesNotContain(old);
        assertThat(companies.rows("SELECT id FROM signing_key WHERE id = ?", old))
                .isEmpty();
    }

    @Test
    void expiredTokenIsForgottenAfterADay() throws Exception {
        JsonObject alive = granted.tokens();
        JsonObject justExpired = granted.tokens();
        JsonObject almostADay = granted.tokens();
        JsonObject longOver = granted.tokens();
        change(justExpired, "access_token.expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND");
        change(almostADay, "access_token.expires_at = UTC_TIMESTAMP(6) - INTERVAL 23 HOUR");
        change(longOver, "access_token.expires_at = UTC_TIMESTAMP(6) - INTERVAL 25 HOUR");

        upkeep.cleanUp();

        assertThat(Granted.use(alive)).isEqualTo("200");
        assertThat(Granted.use(justExpired)).isEqualTo("401 token_expired");
        assertThat(Granted.use(almostADay)).isEqualTo("401 token_expired");
        assertThat(Granted.use(longOver)).isEqualTo("401 token_unknown");
        assertThat(granted.refresh(longOver).status()).as("its family is alive").isEqualTo(200);
    }

    @Test
    void familyIsForgottenADayAfterItsEnd() throws Exception {
        JsonObject alive = granted.tokens();
        JsonObject almostADay = granted.tokens();
        JsonObject longOver = granted.tokens();
        change(almostADay, "token_family.until = UTC_TIMESTAMP(6) - INTERVAL 23 HOUR");
        change(longOver, "token_family.until = UTC_TIMESTAMP(6) - INTERVAL 25 HOUR");
        String kept = family(almostADay);
        String gone = family(longOver);

        upkeep.cleanUp();

        assertThat(companies.rows("SELECT id FROM token_family WHERE id IN (?, ?)", kept, gone))
                .containsExactly(kept);
        assertThat(companies.rows("SELECT family_id FROM access_token WHERE family_id IN (?, ?)", kept, gone))
                .containsExactly(kept);
        assertThat(Granted.use(alive)).isEqualTo("200");
        assertThat(application().client()).as("what was granted stays").isEqualTo("Application");
    }

    @Test
    void familyLastsForAsLongAsAnyOfItsTokens() throws Exception {
        companies.change(
                "UPDATE client SET access_seconds = 2592000, refresh_seconds = 86400 WHERE id = ?", granted.clientId());
        JsonObject tokens = granted.tokens();

        assertThat(companies.rows(
                        "SELECT until >= expires_at, until >= refresh_until FROM " + ROWS
                                + " WHERE access_token.digest = ?",
                        digest(tokens)))
                .containsExactly("1|1");
    }

    @Test
    void pushedRequestIsForgottenWhenItHasExpired() throws Exception {
        String alive = granted.pushed();
        String expired = granted.pushed();
        companies.change("""
                UPDATE pushed_request SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND
                WHERE digest = UNHEX(SHA2(?, 256))
                """, expired.replaceAll(".*request_uri%3A", ""));

        upkeep.cleanUp();

        assertThat(companies.rows("SELECT COUNT(*) FROM pushed_request WHERE client_id = ?", granted.clientId()))
                .containsExactly("1");
        assertThat(companies.asAdministrator(() -> authorization.ask(alive))).isInstanceOf(Step.Ask.class);
        assertThat(companies.asAdministrator(() -> authorization.ask(expired))).isInstanceOf(Step.Refused.class);
    }

    @Test
    void assertionsAreForgottenWhenTheyHaveExpiredHoweverManyTheyAre() throws Exception {
        String mark = UUID.randomUUID().toString();
        // Many more than are removed by one statement.
        String insert = """
                INSERT INTO client_assertion
                WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 50)
                SELECT UNHEX(SHA2(CONCAT(?, '%s', a.i, '-', b.i), 256)), UTC_TIMESTAMP(6) + INTERVAL %d SECOND
                FROM n a, n b
                """;
        companies.change(insert.formatted("expired", -1), mark);
        companies.change(insert.formatted("alive", 600), mark);

        upkeep.cleanUp();

        assertThat(companies.rows("SELECT COUNT(*) FROM client_assertion WHERE expires_at < UTC_TIMESTAMP(6)"))
                .containsExactly("0");
        assertThat(companies.rows("SELECT COUNT(*) >= 2500 FROM client_assertion"))
                .containsExactly("1");
    }

    /** As the database keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private ConnectedApplication application() throws Exception {
        Callable<List<ConnectedApplication>> list = connected::list;
        List<ConnectedApplication> all = companies.asAdministrator(list);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void change(JsonObject tokens, String assignments) throws Exception {
        companies.change("UPDATE " + ROWS + " SET " + assignments + " WHERE access_token.digest = ?", digest(tokens));
    }

    private String family(JsonObject tokens) throws Exception {
        return companies
                .rows("SELECT family_id FROM access_token WHERE digest = ?", digest(tokens))
                .get(0);
    }

    private static byte[] digest(JsonObject tokens) {
        return AccessToken.parse(tokens.getString("access_token"))
                .orElseThrow()
                .digest()
                .toBytes();
    }

    private static String kid(JsonObject tokens) {
        return Granted.header(tokens).getString("kid");
    }

    private void age(String column, int days, String key) throws Exception {
        companies.change(
                "UPDATE signing_key SET " + column + " = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE id = ?", days, key);
    }

    private String retired(String key) throws Exception {
        return companies
                .rows("SELECT retired_at IS NOT NULL FROM signing_key WHERE id = ?", key)
                .get(0);
    }

    private static List<String> published() {
        return Http.json(Http.get(Inside.url() + "/auth/oauth/jwks")).getJsonArray("keys").stream()
                .map(key -> key.asJsonObject().getString("kid"))
                .toList();
    }
}
