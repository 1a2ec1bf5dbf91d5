package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.account.Members;
import org.latchkey.apikey.LastUses;

/**
 * What becomes of those who have granted something, or have a key, holds for the very next request with a token of it, though
 * the realm knows both.
 */
@ArquillianTest
class TokenOwnersIT {

    private Companies companies;
    private Members members;
    private long owner;
    private JsonObject granted;
    private JsonObject ofKey;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(TokenOwnersIT.class, Granted.class, Applications.class, Http.class);
    }

    @Deployment(name = "other", testable = false)
    static WebArchive other() {
        return OtherApplicationIT.application();
    }

    /** Used once: the realm remembers it. */
    @BeforeEach
    void useAToken() throws Exception {
        companies = new Companies();
        companies.found("UTC");
        members = Companies.look("java:global/latchkey/ejb/Members");
        companies.join("Owner", email(), "VIEW");
        owner = companies.asAdministrator(() -> members.list(companies.id())).stream()
                .filter(member -> member.email().equals(email()))
                .findFirst()
                .orElseThrow()
                .userId();
        granted = new Granted(companies).tokensOf(email());
        ofKey = tokenOfKey();
        assertAnswers("200");
    }

    private JsonObject tokenOfKey() throws Exception {
        String key = UUID.randomUUID().toString();
        String token = "eyJhbGciOiJFUzI1NiJ9.e30." + key;
        companies.change("""
                INSERT INTO api_key (id, company_id, owner_id, name, hint, digest, created_at)
                SELECT ?, ?, id, 'Own', 'x7Qz', UNHEX(SHA2(?, 256)), UTC_TIMESTAMP(6) FROM user_account WHERE email = ?
                """, key, companies.id(), key, email());
        companies.change("""
                INSERT INTO access_token (digest, id, key_id, key_version, scopes, audience, path, issued_at, expires_at)
                SELECT UNHEX(SHA2(?, 256)), UUID(), id, secret_version, 'read', '', '', UTC_TIMESTAMP(6),
                       UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
                FROM api_key WHERE id = ?
                """, token, key);
        return Json.createObjectBuilder().add("access_token", token).build();
    }

    @Test
    void requestWithATokenOfAKeyIsAUseOfTheKey() throws Exception {
        LastUses uses = Companies.look("java:global/latchkey/ejb/LastUses");
        assertThat(uses.flush()).isTrue();

        assertThat(companies.rows(
                        "SELECT last_address, recent_use LIKE '%127.0.0.1%' FROM api_key WHERE company_id = ?",
                        companies.id()))
                .containsExactly("127.0.0.1|1");
    }

    @Test
    void tokenOfADisabledUserIsRefusedUntilTheyAreEnabled() throws Exception {
        administer(() -> members.disable(companies.id(), owner));
        assertAnswers("401 owner_inactive");

        administer(() -> members.enable(companies.id(), owner));
        assertAnswers("200");
    }

    @Test
    void tokenOfAUserWhoWasRemovedIsRefused() throws Exception {
        administer(() -> members.remove(companies.id(), owner));

        assertAnswers("401 owner_inactive");
    }

    @Test
    void tokenLosesWhatItsUsersNewRoleLacks() throws Exception {
        companies.join("Nobody", "nobody-" + companies.administrator());
        assertProducts(200);

        administer(() -> members.assign(companies.id(), owner, "Nobody"));
        assertProducts(403);

        administer(() -> members.assign(companies.id(), owner, "Owner"));
        assertProducts(200);
    }

    private String email() {
        return "owner-" + companies.administrator();
    }

    private void assertAnswers(String answer) {
        assertThat(List.of(granted, ofKey)).extracting(Granted::use).containsOnly(answer);
    }

    /** Of an application that knows no more than the realm has told it. */
    private void assertProducts(int status) {
        assertThat(List.of(granted, ofKey))
                .extracting(token -> Granted.get("/other/products", token).statusCode())
                .containsOnly(status);
    }

    private void administer(Runnable call) throws Exception {
        companies.asAdministrator(() -> {
            call.run();
            return "done";
        });
    }
}
