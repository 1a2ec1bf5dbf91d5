package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.account.Members;

/** What becomes of those who have granted something holds for the very next request with a token, though the realm knows it. */
@ArquillianTest
class TokenOwnersIT {

    private Companies companies;
    private Members members;
    private long owner;
    private JsonObject tokens;

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
        tokens = new Granted(companies).tokensOf(email());
        assertThat(Granted.use(tokens)).isEqualTo("200");
    }

    @Test
    void tokenOfADisabledUserIsRefusedUntilTheyAreEnabled() throws Exception {
        administer(() -> members.disable(companies.id(), owner));
        assertThat(Granted.use(tokens)).isEqualTo("401 owner_inactive");

        administer(() -> members.enable(companies.id(), owner));
        assertThat(Granted.use(tokens)).isEqualTo("200");
    }

    @Test
    void tokenOfAUserWhoWasRemovedIsRefused() throws Exception {
        administer(() -> members.remove(companies.id(), owner));

        assertThat(Granted.use(tokens)).isEqualTo("401 owner_inactive");
    }

    @Test
    void tokenLosesWhatItsUsersNewRoleLacks() throws Exception {
        companies.join("Nobody", "nobody-" + companies.administrator());
        assertThat(products()).isEqualTo(200);

        administer(() -> members.assign(companies.id(), owner, "Nobody"));
        assertThat(products()).isEqualTo(403);

        administer(() -> members.assign(companies.id(), owner, "Owner"));
        assertThat(products()).isEqualTo(200);
    }

    private String email() {
        return "owner-" + companies.administrator();
    }

    /** The answer of an application that knows no more than the realm has told it. */
    private int products() {
        return Granted.get("/other/products", tokens).statusCode();
    }

    private void administer(Runnable call) throws Exception {
        companies.asAdministrator(() -> {
            call.run();
            return "done";
        });
    }
}
