package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.apikey.Overlap;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Clients;
import org.latchkey.client.DeveloperDetails;
import org.latchkey.client.Developers;
import org.latchkey.client.Grant;
import org.latchkey.client.NewClient;
import org.latchkey.client.RegisteredClient;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/** Developers and their applications, by the services inside the server, as people with different roles. */
@ArquillianTest
class ClientServicesIT {

    private static final String REDIRECT = "https://app.example/callback";
    private static final DeveloperDetails DETAILS = Applications.DEVELOPER;

    private Companies companies;
    private Developers developers;
    private Clients clients;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(ClientServicesIT.class, Applications.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        developers = Companies.look("java:global/latchkey/ejb/Developers");
        clients = Companies.look("java:global/latchkey/ejb/Clients");
        found();
    }

    private void found() throws Exception {
        companies.found("UTC");
        companies.join("Maker", maker(), "VIEW", "CHANGE");
    }

    @Test
    void nobodyGetsNothing() {
        assertThatThrownBy(() -> clients.list(companies.id())).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> clients.create(companies.id(), named("Mine"))).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> developers.mine()).isInstanceOf(EJBAccessException.class);
    }

    @Test
    void onlyDevelopersRegisterApplications() throws Exception {
        Conflict refused = catchThrowableOfType(
                Conflict.class, () -> asMaker(() -> clients.create(companies.id(), named("Mine"))));

        assertThat(refused.code()).isEqualTo("not_a_developer");
        assertThat(asMaker(() -> developers.mine())).isEmpty();

        register();
        assertThat(asMaker(() -> developers.mine())).contains(DETAILS);
        create(named("Mine"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', dev@acme.example, true, name, required",
        "'a\u202eb', dev@acme.example, true, name, control-characters",
        "Acme, '', true, contact, required",
        "Acme, acme.example, true, contact, malformed",
        "Acme, 'dev@acme.example, other@acme.example', true, contact, malformed",
        "Acme, 'dev@acme.example\r\nBcc: x@evil.example', true, contact, malformed",
        "Acme, dev@, true, contact, malformed",
        "Acme, dev@acme.example, false, terms, required"
    })
    void developerSaysWhoTheyAreAndAcceptsTheTerms(
            String name, String contact, boolean terms, String field, String code) throws Exception {
        Invalid refused = catchThrowableOfType(
                Invalid.class,
                () -> asMaker(() ->
                        run(() -> developers.register(companies.id(), new DeveloperDetails(name, contact), terms))));

        assertThat(refused.violations()).containsExactly(new Violation(field, code));
        assertThat(asMaker(() -> developers.mine())).isEmpty();
    }

    @Test
    void viewerBecomesNoDeveloper() {
        assertForbidden(() -> companies.asViewer(() -> run(() -> developers.register(companies.id(), DETAILS, true))));
    }

    @Test
    void registeredClientIsListedWithoutItsSecret() throws Exception {
        register();
        NewClient made = create(named("  Reports "));

        RegisteredClient row = list().get(0);
        assertThat(row.id()).isEqualTo(made.id());
        assertThat(row.settings()).isEqualTo(named("Reports"));
        assertThat(row.developer()).isEqualTo("Acme");
        assertThat(row.hint()).isEqualTo(made.secret().substring(made.secret().length() - 4));
        assertThat(row.lastUsedAt()).isNull();
        assertThat(row.changeable()).isTrue();
        assertThat(made).asString().doesNotContain(made.secret());
        assertThat(companies.rows("SELECT * FROM client WHERE id = ?", id(made)))
                .singleElement()
                .asString()
                .doesNotContain(made.secret());
        assertThat(companies.rows(
                        "SELECT digest = UNHEX(SHA2(?, 256)) FROM client WHERE id = ?", made.secret(), id(made)))
                .containsExactly("1");
    }

    @Test
    void whoKeepsNoSecretIsGivenNone() throws Exception {
        register();
        NewClient open = create(new ClientSettings(
                "Phone",
                "",
                "",
                true,
                List.of(REDIRECT),
                Set.of(Grant.AUTHORIZATION_CODE),
                Set.of("read"),
                null,
                null,
                false,
                ""));

        assertThat(open.secret()).isNull();
        Conflict refused = catchThrowableOfType(
                Conflict.class, () -> asMaker(() -> clients.regenerate(open.id(), null, Overlap.NONE)));
        assertThat(refused.code()).isEqualTo("client_without_secret");
    }

    @Test
    void everyBrokenRuleIsNamedAtOnceAndNothingIsMade() throws Exception {
        register();
        ClientSettings broken = new ClientSettings(
                "",
                "http://app.example",
                "javascript:alert(1)",
                false,
                List.of("http://app.example/callback"),
                Set.of(),
                Set.of("admin"),
                Duration.ofDays(31),
                Duration.ofMinutes(1),
                false,
                "nonsense");

        assertThat(violations(() -> create(broken)))
                .containsExactly(
                        new Violation("name", "required"),
                        new Violation("logo", "not-https"),
                        new Violation("homepage", "not-https"),
                        new Violation("redirects", "not-https"),
                        new Violation("grants", "required"),
                        new Violation("scopes", "unknown"),
                        new Violation("accessLifetime", "out-of-range"),
                        new Violation("refreshLifetime", "out-of-range"),
                        new Violation("jwks", "malformed"));
        assertThat(list()).isEmpty();
    }

    @Test
    void nameIsUniqueInItsCompanyInAnyCase() throws Exception {
        register();
        NewClient first = create(named("Reports"));
        NewClient second = create(named("Other"));

        assertThat(violations(() -> create(named("REPORTS")))).containsExactly(new Violation("name", "taken"));
        assertThat(violations(() -> asMaker(() -> run(() -> clients.edit(second.id(), null, named("reports"))))))
                .containsExactly(new Violation("name", "taken"));
        asMaker(() -> run(() -> clients.edit(first.id(), null, named("REPORTS"))));

        found();
        register();
        create(named("Reports"));
    }

    @Test
    void ofManyAtOnceOneGetsTheName() throws Exception {
        register();
        Callable<List<Violation>> attempt = () -> {
            try {
                create(named("Contested"));
                return List.of();
            } catch (Invalid taken) {
                return taken.violations();
            }
        };

        assertThat(Companies.atOnce(Collections.nCopies(4, attempt)))
                .containsOnlyOnce(List.of())
                .containsOnly(List.of(), List.of(new Violation("name", "taken")));
    }

    @Test
    void typeIsFixed() throws Exception {
        register();
        NewClient made = create(named("Reports"));
        ClientSettings open = new ClientSettings(
                "Reports",
                "",
                "",
                true,
                List.of(REDIRECT),
                Set.of(Grant.AUTHORIZATION_CODE),
                Set.of("read"),
                null,
                null,
                false,
                "");

        assertThat(violations(() -> asMaker(() -> run(() -> clients.edit(made.id(), null, open)))))
                .containsExactly(new Violation("type", "immutable"));
    }

    @Test
    void changeOfWhatSomebodyElseHasChangedIsRefused() throws Exception {
        register();
        NewClient made = create(named("Reports"));
        int seen = list().get(0).version();
        asMaker(() -> run(() -> clients.edit(made.id(), seen, named("Reports"))));
        assertThat(list().get(0).version()).as("nothing has changed").isEqualTo(seen);
        asMaker(() -> run(() -> clients.edit(made.id(), seen, named("Renamed"))));

        for (Runnable stale : List.<Runnable>of(
                () -> clients.edit(made.id(), seen, named("Mine")),
                () -> clients.regenerate(made.id(), seen, Overlap.NONE),
                () -> clients.disable(made.id(), seen),
                () -> clients.enable(made.id(), seen),
                () -> clients.delete(made.id(), seen))) {
            Conflict refused = catchThrowableOfType(Conflict.class, () -> asMaker(() -> run(stale)));
            assertThat(refused.code()).isEqualTo(Conflict.CHANGED);
        }
        assertThat(list().get(0).settings().name()).isEqualTo("Renamed");
    }

    @Test
    void companyHasItsMost() throws Exception {
        register();
        create(named("First"));
        companies.change("""
                INSERT INTO client (id, company_id, owner_id, name, logo, homepage, public, grants, scopes, redirects,
                                    access_seconds, refresh_seconds, dpop_required, jwks, created_at)
                WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT UUID(), company_id, owner_id, CONCAT('Client ', i), logo, homepage, public, grants, scopes,
                       redirects, access_seconds, refresh_seconds, dpop_required, jwks, created_at
                FROM client JOIN n WHERE company_id = ?
                """, Clients.MOST, companies.id());

        assertThat(violations(() -> create(named("One more"))))
                .containsExactly(new Violation("name", "too-many-clients"));
        assertThat(list()).hasSize(Clients.MOST);
    }

    @Test
    void anotherCompanysClientDoesNotExist() throws Exception {
        register();
        UUID foreign = create(named("Foreign")).id();
        long foreignCompany = companies.id();
        found();

        for (UUID id : List.of(foreign, UUID.randomUUID())) {
            for (Callable<?> call : everyCall(id)) {
                assertThat(catchThrowable(() -> companies.asAdministrator(call)))
                        .isInstanceOf(NotFound.class)
                        .hasMessage("There is no such client.");
            }
        }
        assertThat(catchThrowable(() -> companies.asAdministrator(() -> clients.list(foreignCompany))))
                .isInstanceOf(NotFound.class);
        assertThat(catchThrowable(() -> companies.asAdministrator(() -> clients.create(foreignCompany, named("Mine")))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void viewerSeesClientsAndChangesNone() throws Exception {
        register();
        UUID id = create(named("Shared")).id();

        assertThat(companies.asViewer(() -> clients.list(companies.id())))
                .singleElement()
                .matches(row -> !row.changeable());
        assertThat(companies.asViewer(() -> clients.get(id)).changeable()).isFalse();
        assertForbidden(() -> companies.asViewer(() -> clients.create(companies.id(), named("Mine"))));
        for (Callable<?> call : everyChange(id)) {
            assertForbidden(() -> companies.asViewer(call));
        }
    }

    @Test
    void anothersClientIsChangedByWhoMayChangeTheCompany() throws Exception {
        register();
        UUID id = create(named("Shared")).id();
        String colleague = "colleague-" + companies.administrator();
        companies.join("Colleague", colleague, "VIEW", "CHANGE");

        assertThat(companies.as(colleague, () -> clients.get(id)).changeable()).isFalse();
        for (Callable<?> call : everyChange(id)) {
            assertForbidden(() -> companies.as(colleague, call));
        }
        assertThat(companies.asAdministrator(() -> clients.get(id)).changeable())
                .isTrue();
        for (Callable<?> call : everyChange(id)) {
            companies.asAdministrator(call);
        }
        assertThat(list()).isEmpty();
    }

    @Test
    void nobodyComesByMoreThanTheyMayDoThroughAnothersClient() throws Exception {
        register();
        String boss = "boss-" + companies.administrator();
        companies.join("Boss", boss, "VIEW");
        companies.change(
                "INSERT INTO role_permission VALUES (?, 'company', 'VIEW'), (?, 'company', 'CHANGE'), (?, 'api-access', 'CHANGE')",
                companies.role("Boss"),
                companies.role("Boss"),
                companies.role("Boss"));
        UUID reading = create(byItself("Reading", "read")).id();
        UUID writing = create(byItself("Writing", "write")).id();

        assertForbidden(() -> companies.as(boss, () -> clients.regenerate(writing, null, Overlap.NONE)));
        assertForbidden(() -> companies.as(boss, () -> run(() -> clients.edit(writing, null, byItself("W", "write")))));
        assertForbidden(() -> companies.as(boss, () -> run(() -> clients.edit(reading, null, byItself("R", "write")))));
        companies.as(boss, () -> clients.regenerate(reading, null, Overlap.NONE));
        companies.as(boss, () -> run(() -> clients.disable(writing, null)));
        asMaker(() -> clients.regenerate(writing, null, Overlap.NONE));
    }

    private static ClientSettings byItself(String name, String scope) {
        return new ClientSettings(
                name, "", "", false, List.of(), Set.of(Grant.CLIENT_CREDENTIALS), Set.of(scope), null, null, false, "");
    }

    @Test
    void developerChangesWhatTheyHaveRegisteredAs() throws Exception {
        DeveloperDetails others = new DeveloperDetails("Acme Labs", "labs@acme.example");
        Conflict refused = catchThrowableOfType(
                Conflict.class, () -> asMaker(() -> run(() -> developers.change(companies.id(), others))));
        assertThat(refused.code()).isEqualTo("not_a_developer");

        register();
        asMaker(() -> run(() -> developers.change(companies.id(), others)));

        assertThat(asMaker(() -> developers.mine())).contains(others);
        assertThat(companies.rows(
                        "SELECT kind, subject FROM audit_event WHERE company_id = ? AND kind LIKE 'developer%'",
                        companies.id()))
                .containsExactly("developer.registered|Acme", "developer.changed|Acme Labs");
    }

    @Test
    void oldSecretLivesOnForItsOverlap() throws Exception {
        register();
        NewClient made = create(named("Reports"));
        String next = asMaker(() -> clients.regenerate(made.id(), null, Overlap.HOUR));

        assertThat(next).isNotEqualTo(made.secret());
        assertThat(list().get(0).hint()).isEqualTo(next.substring(next.length() - 4));
        assertThat(companies.rows("""
                        SELECT digest = UNHEX(SHA2(?, 256)), previous_digest = UNHEX(SHA2(?, 256)),
                               previous_until BETWEEN UTC_TIMESTAMP() + INTERVAL 59 MINUTE
                                              AND UTC_TIMESTAMP() + INTERVAL 61 MINUTE
                        FROM client WHERE id = ?
                        """, next, made.secret(), id(made))).containsExactly("1|1|1");

        asMaker(() -> run(() -> clients.endPrevious(made.id())));
        assertThat(list().get(0).previousUntil()).isNull();
    }

    @Test
    void clientThatIsGivenKeysLosesItsSecret() throws Exception {
        register();
        NewClient made = create(named("Reports"));
        asMaker(() -> clients.regenerate(made.id(), null, Overlap.WEEK));
        ClientSettings keyed = withKeys("""
                {"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
                "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""");
        asMaker(() -> run(() -> clients.edit(made.id(), null, keyed)));

        assertThat(companies.rows(
                        "SELECT digest IS NULL, previous_digest IS NULL, hint IS NULL FROM client WHERE id = ?",
                        id(made)))
                .containsExactly("1|1|1");

        asMaker(() -> run(() -> clients.edit(made.id(), null, named("Reports"))));
        assertThat(list().get(0).hint())
                .as("a secret is only given when it is shown")
                .isNull();
        assertThat(asMaker(() -> clients.regenerate(made.id(), null, Overlap.WEEK)))
                .hasSize(43);
        assertThat(list().get(0).previousUntil()).isNull();
    }

    @Test
    void everyDeedLeavesOneEventThatOutlivesTheClient() throws Exception {
        register();
        NewClient made = create(named("Audited"));
        UUID id = made.id();
        asMaker(() -> run(() -> {
            clients.edit(id, null, named("Audited"));
            clients.regenerate(id, null, Overlap.DAY);
            clients.endPrevious(id);
            clients.endPrevious(id);
            clients.disable(id, null);
            clients.disable(id, null);
            clients.enable(id, null);
            clients.enable(id, null);
        }));
        asMaker(() -> run(() -> clients.edit(id, null, named("Renamed"))));
        asMaker(() -> run(() -> clients.delete(id, null)));

        assertThat(companies.rows(
                        "SELECT kind, subject FROM audit_event WHERE subject_id = ? ORDER BY sequence", id.toString()))
                .containsExactlyElementsOf(Stream.of(
                                "client.created|Audited",
                                "client.regenerated|Audited",
                                "client.rotation-ended|Audited",
                                "client.disabled|Audited",
                                "client.enabled|Audited",
                                "client.edited|Renamed",
                                "client.deleted|Renamed")
                        .toList());
        assertThat(companies.rows(
                        "SELECT kind, subject FROM audit_event WHERE company_id = ? AND kind = 'developer.registered'",
                        companies.id()))
                .containsExactly("developer.registered|Acme");
        assertThat(companies
                        .rows("SELECT * FROM audit_event WHERE company_id = ?", companies.id())
                        .toString())
                .doesNotContain(made.secret());
    }

    private List<Callable<?>> everyCall(UUID id) {
        return Stream.concat(Stream.<Callable<?>>of(() -> clients.get(id)), everyChange(id).stream())
                .toList();
    }

    /** The last of them deletes it. */
    private List<Callable<?>> everyChange(UUID id) {
        return Stream.<Runnable>of(
                        () -> clients.edit(id, null, named("Changed")),
                        () -> clients.regenerate(id, null, Overlap.NONE),
                        () -> clients.endPrevious(id),
                        () -> clients.disable(id, null),
                        () -> clients.enable(id, null),
                        () -> clients.delete(id, null))
                .<Callable<?>>map(change -> () -> run(change))
                .toList();
    }

    private static ClientSettings named(String name) {
        return settings(name, "");
    }

    private static ClientSettings withKeys(String jwks) {
        return settings("Reports", jwks);
    }

    private static ClientSettings settings(String name, String jwks) {
        return new ClientSettings(
                name,
                "",
                "https://app.example",
                false,
                List.of(REDIRECT),
                Set.of(Grant.AUTHORIZATION_CODE, Grant.REFRESH_TOKEN, Grant.CLIENT_CREDENTIALS),
                Set.of("read", "products:change"),
                null,
                null,
                false,
                jwks);
    }

    private String maker() {
        return "maker-" + companies.administrator();
    }

    private <T> T asMaker(Callable<T> call) throws Exception {
        return companies.as(maker(), call);
    }

    private void register() throws Exception {
        asMaker(() -> run(() -> developers.register(companies.id(), DETAILS, true)));
    }

    private NewClient create(ClientSettings settings) throws Exception {
        return asMaker(() -> clients.create(companies.id(), settings));
    }

    private List<RegisteredClient> list() throws Exception {
        return asMaker(() -> clients.list(companies.id()));
    }

    private static String id(NewClient client) {
        return client.id().toString();
    }

    private static Object run(Runnable call) {
        call.run();
        return "done";
    }

    private static List<Violation> violations(ThrowingCallable call) {
        return catchThrowableOfType(Invalid.class, call).violations();
    }

    private static void assertForbidden(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Forbidden.class);
    }
}
