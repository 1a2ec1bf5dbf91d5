package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
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
import org.latchkey.account.Member;
import org.latchkey.account.Members;
import org.latchkey.apikey.Overlap;
import org.latchkey.client.ClientSettings;
import org.latchkey.client.Clients;
import org.latchkey.client.NewClient;
import org.latchkey.plugin.PluginSettings;
import org.latchkey.plugin.Plugins;
import org.latchkey.plugin.RegisteredPlugin;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/** Plugins, by the services inside the server as people with different roles, and by what they get when they are started. */
@ArquillianTest
class PluginIT {

    private Companies companies;
    private CompanyPlugins own;
    private Plugins plugins;
    private Clients clients;
    private Members members;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(PluginIT.class, CompanyPlugins.class, Launcher.class, Applications.class, Http.class);
    }

    @BeforeEach
    void foundCompany() throws Exception {
        companies = new Companies();
        own = new CompanyPlugins(companies);
        plugins = Companies.look("java:global/latchkey/ejb/Plugins");
        clients = Companies.look("java:global/latchkey/ejb/Clients");
        members = Companies.look("java:global/latchkey/ejb/Members");
    }

    @Test
    void nobodyGetsNothing() {
        assertThatThrownBy(() -> plugins.list(companies.id())).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> plugins.register(companies.id(), named("Mine")))
                .isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> plugins.rotate(UUID.randomUUID(), null, Overlap.NONE))
                .isInstanceOf(EJBAccessException.class);
    }

    @Test
    void startedPluginActsAsItsServiceAccountAndNobodyIsShownItsSecret() throws Exception {
        UUID id = own.register("  Stock sync ");
        RegisteredPlugin fresh = list().get(0);
        assertThat(fresh.id()).isEqualTo(id);
        assertThat(fresh.name()).isEqualTo("Stock sync");
        assertThat(fresh.scopes()).containsExactly("read", "write");
        assertThat(fresh.account()).isEqualTo("Account of   Stock sync");
        assertThat(fresh.accountActive()).isTrue();
        assertThat(fresh.startedAt()).isNull();
        assertThat(fresh.lastUsedAt()).isNull();

        Map<String, String> credentials = Launcher.credentials(id);
        assertThat(credentials)
                .containsEntry("OAUTH_CLIENT_ID", id.toString())
                .containsEntry("API_BASE_URL", Inside.url())
                .hasSize(3);
        JsonObject me = Http.json(Http.get(
                Inside.url() + "/api/2/whoami", "Authorization", "Bearer " + CompanyPlugins.token(credentials)));
        assertThat(me.toString()).contains(fresh.account()).doesNotContain("company:change", "api-access:change");

        RegisteredPlugin used = list().get(0);
        assertThat(used.startedAt()).isNotNull();
        assertThat(used.lastUsedAt()).isNotNull();
        assertThat(used.version()).as("people have changed nothing").isEqualTo(fresh.version());
        String secret = credentials.get("OAUTH_CLIENT_SECRET");
        assertThat(secret).hasSize(43);
        assertThat(companies.rows(
                        "SELECT digest = UNHEX(SHA2(?, 256)) FROM client WHERE id = ?", secret, id.toString()))
                .containsExactly("1");
        assertThat(used).asString().doesNotContain(secret);
        for (String table : List.of("client", "plugin", "safe", "audit_event")) {
            assertThat(companies.rows("SELECT * FROM " + table)).as(table).noneMatch(row -> row.contains(secret));
        }
    }

    @Test
    void everyBrokenRuleIsNamedAtOnceAndNothingIsMade() throws Exception {
        assertThat(violations(new PluginSettings("", Set.of("admin"), null, "", CompanyPlugins.ROLE)))
                .containsExactly(
                        new Violation("name", "required"),
                        new Violation("scopes", "unknown"),
                        new Violation("serviceName", "required"));
        assertThat(violations(new PluginSettings("Sync", Set.of(), null, "Sync", "None")))
                .containsExactly(new Violation("scopes", "required"), new Violation("serviceRole", "unknown"));
        assertThat(violations(CompanyPlugins.settings("Sync", "company:change")))
                .containsExactly(new Violation("scopes", "unknown"));
        assertThat(list()).isEmpty();
        assertThat(accounts()).isEmpty();
    }

    @Test
    void nameIsUniqueAmongClientsAndPluginsOfTheCompany() throws Exception {
        Applications applications = new Applications(companies);
        applications.register();
        applications.byItself("https://app.example/callback");
        own.register("Sync");

        assertThat(violations(named("SYNC"))).containsExactly(new Violation("name", "taken"));
        assertThat(violations(named("Robot"))).containsExactly(new Violation("name", "taken"));
        ClientSettings client = companies
                .asAdministrator(() -> clients.list(companies.id()))
                .get(0)
                .settings();
        ClientSettings same = new ClientSettings(
                "Sync", "", "", false, client.redirects(), client.grants(), client.scopes(), null, null, false, "");
        Invalid refused = catchThrowableOfType(
                Invalid.class, () -> companies.asAdministrator(() -> clients.create(companies.id(), same)));
        assertThat(refused.violations()).containsExactly(new Violation("name", "taken"));

        own.found();
        own.register("Sync");
    }

    @Test
    void accountIsAServiceAccountOfTheCompanyThatIsEnabled() throws Exception {
        own.register("First");
        Member account = accounts().get(0);
        UUID second = own.register(of("Second", account.userId()));
        assertThat(list())
                .filteredOn(row -> row.id().equals(second))
                .singleElement()
                .matches(row -> row.accountId() == account.userId());

        own.administer(() -> members.disable(companies.id(), account.userId()));
        assertThat(accounts()).isEmpty();
        assertThat(list()).noneMatch(RegisteredPlugin::accountActive);
        long person = companies.asAdministrator(() -> members.list(companies.id())).stream()
                .filter(member -> member.role().equals(CompanyPlugins.ROLE) && !member.service())
                .map(Member::userId)
                .findFirst()
                .orElseThrow();
        own.found();
        own.register("Elsewhere");
        long elsewhere = accounts().get(0).userId();
        own.found();
        for (long wrong : List.of(account.userId(), person, elsewhere, 0L)) {
            assertThat(violations(of("Third", wrong))).containsExactly(new Violation("accountId", "unknown"));
        }
    }

    @Test
    void ofManyAtOnceTheLastThatThereIsRoomForIsRegistered() throws Exception {
        own.register("First");
        companies.change("""
                INSERT INTO client (id, company_id, owner_id, plugin, name, logo, homepage, public, grants, scopes,
                                    redirects, access_seconds, refresh_seconds, dpop_required, jwks, created_at)
                WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT UUID(), company_id, owner_id, TRUE, CONCAT('Plugin ', i), logo, homepage, public, grants, scopes,
                       redirects, access_seconds, refresh_seconds, dpop_required, jwks, created_at
                FROM client JOIN n WHERE company_id = ?
                """, Plugins.MOST, companies.id());
        List<Callable<List<Violation>>> attempts = Stream.of("A", "B", "C", "D")
                .<Callable<List<Violation>>>map(name -> () -> {
                    try {
                        own.register(name);
                        return List.of();
                    } catch (Invalid full) {
                        return full.violations();
                    }
                })
                .toList();

        assertThat(Companies.atOnce(attempts))
                .containsOnlyOnce(List.of())
                .containsOnly(List.of(), List.of(new Violation("name", "too-many-plugins")));
        Applications applications = new Applications(companies);
        applications.register();
        applications.byItself("https://app.example/callback");
    }

    @Test
    void anotherCompanysPluginDoesNotExist() throws Exception {
        UUID foreign = own.register("Foreign");
        long foreignCompany = companies.id();
        own.found();

        for (UUID id : List.of(foreign, UUID.randomUUID())) {
            for (Callable<?> call : everyChange(id)) {
                assertThat(catchThrowable(() -> companies.asAdministrator(call)))
                        .isInstanceOf(NotFound.class)
                        .hasMessage("There is no such plugin.");
            }
        }
        for (Callable<?> call : List.<Callable<?>>of(
                () -> plugins.list(foreignCompany), () -> plugins.register(foreignCompany, named("Mine")))) {
            assertThat(catchThrowable(() -> companies.asAdministrator(call))).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void clientsAndPluginsKeepToThemselves() throws Exception {
        Applications applications = new Applications(companies);
        applications.register();
        NewClient client = applications.byItself("https://app.example/callback");
        UUID plugin = own.register("Sync");

        assertThat(companies.asAdministrator(() -> clients.list(companies.id())))
                .singleElement()
                .matches(row -> row.id().equals(client.id()));
        assertThat(list()).singleElement().matches(row -> row.id().equals(plugin));
        for (Callable<?> call : everyChange(client.id())) {
            assertThat(catchThrowable(() -> companies.asAdministrator(call))).hasMessage("There is no such plugin.");
        }
        for (Runnable change : List.<Runnable>of(
                () -> clients.get(plugin),
                () -> clients.edit(plugin, null, null),
                () -> clients.regenerate(plugin, null, Overlap.NONE),
                () -> clients.endPrevious(plugin),
                () -> clients.disable(plugin, null),
                () -> clients.enable(plugin, null),
                () -> clients.delete(plugin, null))) {
            assertThat(catchThrowable(() -> own.administer(change))).hasMessage("There is no such client.");
        }
    }

    @Test
    void viewerSeesPluginsAndOnlyAdministratorsChangeThem() throws Exception {
        UUID id = own.register("Sync");
        String maker = "maker-" + companies.administrator();
        companies.join("Maker", maker, "VIEW", "CHANGE");
        companies.join("Nobody", "nobody-" + companies.administrator());

        assertThat(companies.asViewer(() -> plugins.list(companies.id())))
                .singleElement()
                .matches(row -> !row.changeable());
        assertThat(list()).allMatch(RegisteredPlugin::changeable);
        assertForbidden(
                () -> companies.as("nobody-" + companies.administrator(), () -> plugins.list(companies.id())),
                "api-access:view");
        assertForbidden(
                () -> companies.as(maker, () -> plugins.register(companies.id(), named("Mine"))), "company:change");
        for (Callable<?> call : everyChange(id)) {
            assertForbidden(() -> companies.as(maker, call), "company:change");
        }
        for (Callable<?> call : everyChange(id)) {
            companies.asAdministrator(call);
        }
        assertThat(list()).isEmpty();
    }

    @Test
    void nobodyGivesAPluginMoreThanTheyMayDoThemselves() throws Exception {
        String boss = "boss-" + companies.administrator();
        companies.join("Boss", boss, "VIEW");
        companies.change("INSERT INTO role_permission VALUES (?, 'company', 'CHANGE')", companies.role("Boss"));
        UUID writing = own.register("Writing");
        UUID reading = own.register(CompanyPlugins.settings("Reading", "read"));
        long account = accounts().get(0).userId();

        assertThat(catchThrowable(() -> companies.as(boss, () -> plugins.register(companies.id(), of("W", account)))))
                .isInstanceOfSatisfying(
                        Forbidden.class,
                        refused -> assertThat(refused.permission()).endsWith(":change"));
        // A service account that is made may do no more than who makes it, whatever the plugin may ask for.
        assertThat(catchThrowable(() -> companies.as(
                        boss, () -> plugins.register(companies.id(), CompanyPlugins.settings("R", "read")))))
                .isInstanceOf(Forbidden.class);
        for (Runnable more : List.<Runnable>of(
                () -> plugins.rotate(writing, null, Overlap.NONE), () -> plugins.enable(writing, null))) {
            assertThat(catchThrowable(() -> companies.as(boss, () -> run(more))))
                    .isInstanceOf(Forbidden.class);
        }
        PluginSettings within = new PluginSettings("Within", Set.of("read"), account, null, null);
        companies.as(boss, () -> plugins.register(companies.id(), within));
        companies.as(boss, () -> run(() -> plugins.rotate(reading, null, Overlap.NONE)));
        companies.as(boss, () -> run(() -> plugins.disable(reading, null)));
        companies.as(boss, () -> run(() -> plugins.enable(reading, null)));
        companies.as(boss, () -> run(() -> plugins.endPrevious(writing)));
        companies.as(boss, () -> run(() -> plugins.disable(writing, null)));
        companies.as(boss, () -> run(() -> plugins.delete(writing, null)));
    }

    @Test
    void changeOfWhatSomebodyElseHasChangedIsRefused() throws Exception {
        UUID id = own.register("Sync");
        int seen = list().get(0).version();
        own.administer(() -> plugins.disable(id, seen));

        for (Runnable stale : List.<Runnable>of(
                () -> plugins.rotate(id, seen, Overlap.NONE),
                () -> plugins.disable(id, seen),
                () -> plugins.enable(id, seen),
                () -> plugins.delete(id, seen))) {
            Conflict refused = catchThrowableOfType(Conflict.class, () -> own.administer(stale));
            assertThat(refused.code()).isEqualTo(Conflict.CHANGED);
        }
    }

    @Test
    void rotatedSecretReachesThePluginAtItsNextStartAndTheOldOneLivesOnForTheOverlap() throws Exception {
        UUID id = own.register("Sync");
        Map<String, String> running = Launcher.credentials(id);
        own.administer(() -> plugins.rotate(id, null, Overlap.DAY));
        Map<String, String> restarted = Launcher.credentials(id);

        assertThat(restarted.get("OAUTH_CLIENT_SECRET")).isNotEqualTo(running.get("OAUTH_CLIENT_SECRET"));
        assertThat(CompanyPlugins.use(CompanyPlugins.token(running))).isEqualTo("200");
        assertThat(CompanyPlugins.use(CompanyPlugins.token(restarted))).isEqualTo("200");
        assertThat(list().get(0).previousUntil()).isNotNull();
        assertThat(companies.rows("SELECT COUNT(*) FROM safe WHERE kind = 'plugin secret'"))
                .as("only what a plugin has now is kept")
                .isEqualTo(companies.rows("SELECT COUNT(*) FROM plugin"));

        own.administer(() -> plugins.endPrevious(id));
        assertThat(CompanyPlugins.ask(running).statusCode()).isEqualTo(401);
        assertThat(CompanyPlugins.ask(restarted).statusCode()).isEqualTo(200);
        assertThat(list().get(0).previousUntil()).isNull();
    }

    @Test
    void disabledPluginIsCutOffUntilItIsEnabled() throws Exception {
        UUID id = own.register("Sync");
        Map<String, String> credentials = Launcher.credentials(id);
        String token = CompanyPlugins.token(credentials);
        assertThat(CompanyPlugins.use(token)).isEqualTo("200");

        own.administer(() -> plugins.disable(id, null));
        assertThat(CompanyPlugins.use(token)).isEqualTo("401 token_ended");
        assertThat(CompanyPlugins.ask(credentials).statusCode()).isEqualTo(401);
        assertThat(start(id.toString())).isEqualTo("77 The plugin \"Sync\" is disabled.\n");

        own.administer(() -> plugins.enable(id, null));
        assertThat(CompanyPlugins.use(token)).isEqualTo("200");
        assertThat(CompanyPlugins.ask(credentials).statusCode()).isEqualTo(200);
        assertThat(Launcher.credentials(id)).isEqualTo(credentials);

        own.administer(() -> plugins.delete(id, null));
        assertThat(CompanyPlugins.use(token)).startsWith("401 ");
        assertThat(start(id.toString())).isEqualTo("77 There is no plugin \"" + id + "\".\n");
        assertThat(accounts()).as("its service account stays").hasSize(1);
    }

    @Test
    void operatorIsToldWhyAPluginDoesNotStart() throws Exception {
        String name = "Sync " + UUID.randomUUID();
        UUID first = own.register(name);
        String company = companies
                .rows("SELECT name FROM company WHERE id = ?", companies.id())
                .get(0);
        assertThat(start(name)).startsWith("0 ");
        own.found();
        UUID second = own.register(name);
        assertThat(start(name))
                .startsWith("77 Several companies have a plugin of this name; give its id: ")
                .contains(first + " (" + company + ")", second.toString());
        // Nobody takes an id for a name.
        own.register(first.toString());
        assertThat(Launcher.credentials(first)).containsEntry("OAUTH_CLIENT_ID", first.toString());

        long account = list().stream()
                .filter(row -> row.id().equals(second))
                .findFirst()
                .orElseThrow()
                .accountId();
        own.administer(() -> members.disable(companies.id(), account));
        assertThat(start(second.toString()))
                .isEqualTo("77 The service account of the plugin \"" + name
                        + "\" is disabled, or no longer in its company.\n");
        own.administer(() -> members.enable(companies.id(), account));

        companies.change(
                "UPDATE safe SET sealed = INSERT(sealed, 60, 1, '-') WHERE id = (SELECT safe_id FROM plugin WHERE client_id = ?)",
                second.toString());
        assertThat(start(second.toString()))
                .isEqualTo("70 The secret of the plugin \"" + name + "\" cannot be opened. Rotate it.\n");
        own.administer(() -> plugins.rotate(second, null, Overlap.NONE));
        assertThat(start(second.toString())).startsWith("0 ");
    }

    @Test
    void pluginGetsTokensByItselfOnly() throws Exception {
        UUID id = own.register("Sync");
        String request = "response_type=code&scope=read&redirect_uri=https%3A%2F%2Fapp.example%2F&client_id=" + id;

        HttpResponse<String> authorize = Http.get(Inside.url() + "/auth/oauth/authorize?" + request);
        assertThat(authorize.statusCode()).isEqualTo(400);
        Map<String, String> credentials = Launcher.credentials(id);
        HttpResponse<String> pushed = Http.send(
                "POST",
                Inside.url() + "/auth/oauth/par",
                request + "&client_secret=" + credentials.get("OAUTH_CLIENT_SECRET"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(400);
    }

    @Test
    void everyDeedLeavesOneEventThatOutlivesThePlugin() throws Exception {
        UUID id = own.register("Audited");
        own.administer(() -> {
            plugins.rotate(id, null, Overlap.DAY);
            plugins.endPrevious(id);
            plugins.endPrevious(id);
            plugins.disable(id, null);
            plugins.disable(id, null);
            plugins.enable(id, null);
            plugins.enable(id, null);
        });
        Launcher.credentials(id);
        own.administer(() -> plugins.delete(id, null));

        assertThat(companies.rows(
                        "SELECT kind, subject FROM audit_event WHERE subject_id = ? ORDER BY sequence", id.toString()))
                .containsExactly(
                        "plugin.registered|Audited",
                        "plugin.rotated|Audited",
                        "plugin.rotation-ended|Audited",
                        "plugin.disabled|Audited",
                        "plugin.enabled|Audited",
                        "plugin.deleted|Audited");
        assertThat(companies.rows(
                        "SELECT details FROM audit_event WHERE subject_id = ? ORDER BY sequence LIMIT 1",
                        id.toString()))
                .containsExactly("scopes: read write\naccount: Account of Audited");
    }

    /** The exit status of a plugin that does nothing, and what the operator is told. */
    private static String start(String plugin) throws Exception {
        Launcher.Outcome outcome = Launcher.run(Launcher.prepare(plugin, "true"));
        return outcome.status() + " " + outcome.problems();
    }

    /** The last of them deletes it. */
    private List<Callable<?>> everyChange(UUID id) {
        return Stream.<Runnable>of(
                        () -> plugins.rotate(id, null, Overlap.NONE),
                        () -> plugins.endPrevious(id),
                        () -> plugins.disable(id, null),
                        () -> plugins.enable(id, null),
                        () -> plugins.delete(id, null))
                .<Callable<?>>map(change -> () -> run(change))
                .toList();
    }

    private static PluginSettings named(String name) {
        return CompanyPlugins.settings(name, "read");
    }

    private static PluginSettings of(String name, long account) {
        return new PluginSettings(name, Set.of("read", "write"), account, null, null);
    }

    private List<RegisteredPlugin> list() throws Exception {
        return companies.asAdministrator(() -> plugins.list(companies.id()));
    }

    private List<Member> accounts() throws Exception {
        return companies.asAdministrator(() -> members.serviceAccounts(companies.id()));
    }

    private static Object run(Runnable call) {
        call.run();
        return "done";
    }

    private List<Violation> violations(PluginSettings settings) {
        return catchThrowableOfType(Invalid.class, () -> own.register(settings)).violations();
    }

    private static void assertForbidden(ThrowingCallable call, String permission) {
        assertThat(catchThrowableOfType(Forbidden.class, call).permission()).isEqualTo(permission);
    }
}
