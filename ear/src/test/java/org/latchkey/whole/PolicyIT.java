package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import java.io.File;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.Finding;
import org.latchkey.apikey.JudgedKey;
import org.latchkey.apikey.KeyFindings;
import org.latchkey.apikey.KeyOverview;
import org.latchkey.apikey.KeyOverview.Section;
import org.latchkey.apikey.KeyPolicies;
import org.latchkey.apikey.KeyPolicy;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;
import org.latchkey.apikey.PolicyEffects;
import org.latchkey.apikey.PolicyRule;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/** What companies demand of their keys, and what is found among those that they have; called inside the server. */
@ArquillianTest
class PolicyIT {

    private static final KeyPolicy NONE = new KeyPolicy(null, false, false, null, null, 600);

    private Companies companies;
    private KeyPolicies policies;
    private KeyFindings findings;
    private ApiKeys keys;

    @Deployment
    static WebArchive inside() {
        // The demo needs an empty database.
        TestServer.demo();
        File assertj = new File(Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return ShrinkWrap.create(WebArchive.class, "policy-test.war")
                .addClasses(PolicyIT.class, Companies.class)
                .addAsLibraries(assertj)
                .addAsWebInfResource(
                        new StringAsset("<jboss-web><security-domain>latchkey-account</security-domain></jboss-web>"),
                        "jboss-web.xml")
                .addAsManifestResource(
                        new StringAsset("Dependencies: deployment.latchkey.ear.ejb.jar, org.latchkey.realm,"
                                + " org.wildfly.security.elytron\n"),
                        "MANIFEST.MF");
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found("UTC");
        policies = Companies.look("java:global/latchkey/ejb/KeyPolicies");
        findings = Companies.look("java:global/latchkey/ejb/KeyFindings");
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
    }

    @Test
    void nobodyGetsNothing() {
        assertThatThrownBy(() -> policies.get(companies.id())).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> policies.change(companies.id(), NONE, NONE)).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> findings.overview(companies.id(), 10)).isInstanceOf(EJBAccessException.class);
    }

    @Test
    void viewerReadsThePolicyAndFindingsAndChangesNone() throws Exception {
        String key = placed("Seen");
        assertThat(companies.asViewer(() -> policies.get(companies.id()))).isEqualTo(NONE);
        assertThat(companies
                        .asViewer(() -> findings.overview(companies.id(), 10))
                        .accepted())
                .isEqualTo(1);

        assertThat(refusedToViewer(() -> policies.change(companies.id(), NONE, NONE)))
                .isInstanceOf(Forbidden.class)
                .hasMessageContaining("company:change");
        assertThat(refusedToViewer(() -> policies.effects(companies.id(), NONE)))
                .isInstanceOf(Forbidden.class);
        assertThat(refusedToViewer(() -> keys.revoke(List.of(UUID.fromString(key)))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void withoutViewNothingIsFound() throws Exception {
        companies.change(
                "DELETE p FROM role_permission p JOIN role r ON r.id = p.role_id WHERE r.company_id = ?"
                        + " AND r.name = 'Viewer' AND p.resource = 'api-access'",
                companies.id());

        assertThat(refusedToViewer(() -> policies.get(companies.id()))).isInstanceOf(Forbidden.class);
        assertThat(refusedToViewer(() -> findings.overview(companies.id(), 10))).isInstanceOf(Forbidden.class);
    }

    @Test
    void anotherCompanyDoesNotExist() throws Exception {
        String foreign = placed("Foreign", "expires_at = NULL");
        long other = companies.id();
        companies.found("UTC");

        for (Callable<?> call : List.<Callable<?>>of(
                () -> policies.get(other),
                () -> policies.effects(other, NONE),
                () -> findings.overview(other, 10),
                () -> findings.section(other, Finding.UNUSED, 0, 10),
                () -> keys.revoke(List.of(UUID.fromString(foreign))))) {
            assertThatThrownBy(() -> companies.asAdministrator(call)).isInstanceOf(NotFound.class);
        }
        assertThat(refused(() -> policies.change(other, NONE, NONE))).isInstanceOf(NotFound.class);
        assertThat(effects(new KeyPolicy(1, true, true, 1, 14, 10)).isNone()).isTrue();
        assertThat(overview().accepted()).isZero();
    }

    @Test
    void changeBindsNewKeysAndIsWrittenDown() throws Exception {
        change(new KeyPolicy(90, false, true, null, null, 600));

        assertThat(companies.asAdministrator(() -> policies.get(companies.id())))
                .isEqualTo(new KeyPolicy(90, false, true, null, null, 600));
        assertThat(violations(new NewKey("Forever", null, KeySettings.DEFAULT)))
                .containsExactly(new Violation("expiresOn", "required"), new Violation("addresses", "required"));
        assertThat(violations(new NewKey("Long", today().plusDays(91), KeySettings.DEFAULT)))
                .contains(new Violation("expiresOn", "beyond-policy"));
        assertThat(companies.rows(
                        "SELECT kind, subject, details FROM audit_event WHERE company_id = ?", companies.id()))
                .containsExactly("policy.changed|null|longestDays: none → 90\naddressesRequired: false → true");

        change(new KeyPolicy(90, false, true, null, null, 600));
        assertThat(companies.rows("SELECT kind FROM audit_event WHERE company_id = ?", companies.id()))
                .as("what changes nothing is no event")
                .hasSize(1);
    }

    @Test
    void nobodyGetsMoreKeysThanAUserMayHave() throws Exception {
        change(new KeyPolicy(null, false, false, 2, null, 600));
        UUID first = UUID.fromString(placed("First"));
        placed("Expired", "expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND");
        placed("Viewer’s", "owner_id = " + viewerId());
        UUID second = UUID.fromString(placed("Second"));
        NewKey third = new NewKey("Third", null, KeySettings.DEFAULT);

        assertThat(violations(third)).containsExactly(new Violation("name", "too-many-keys"));
        hand(second, viewerId());
        assertThat(catchThrowableOfType(Invalid.class, () -> hand(first, viewerId()))
                        .violations())
                .containsExactly(new Violation("ownerId", "too-many-keys"));
        companies.asAdministrator(() -> keys.create(companies.id(), third));
        assertThat(violations(new NewKey("Fourth", null, KeySettings.DEFAULT)))
                .containsExactly(new Violation("name", "too-many-keys"));
        companies.asAdministrator(() -> keys.revoke(List.of(first)));
        companies.asAdministrator(() -> keys.create(companies.id(), new NewKey("Fourth", null, KeySettings.DEFAULT)));
    }

    private void hand(UUID key, String owner) throws Exception {
        companies.asAdministrator(() -> {
            keys.handOver(key, null, Long.parseLong(owner));
            return null;
        });
    }

    @Test
    void outOfRangeIsNamedFieldByFieldAndNothingIsChanged() throws Exception {
        KeyPolicy wrong = new KeyPolicy(0, false, false, 10_001, 13, 0);
        Violation[] all = Stream.of("longestDays", "mostPerOwner", "unusedDays", "requestsPerMinute")
                .map(field -> new Violation(field, "out-of-range"))
                .toArray(Violation[]::new);

        assertThat(catchThrowableOfType(Invalid.class, () -> change(wrong)).violations())
                .containsExactly(all);
        assertThat(catchThrowableOfType(Invalid.class, () -> effects(wrong)).violations())
                .containsExactly(all);
        assertThat(companies.asAdministrator(() -> policies.get(companies.id())))
                .isEqualTo(NONE);
    }

    @Test
    void effectsNameTheKeysAndTheirReasonsAndSetNothing() throws Exception {
        placed("Fits");
        placed("Forever", "expires_at = NULL");
        placed("Long", "expires_at = created_at + INTERVAL 401 DAY + INTERVAL 2 HOUR");
        placed("Anywhere", "addresses = ''");
        placed("Idle", "last_used_at = UTC_TIMESTAMP() - INTERVAL 31 DAY");
        placed("Never used", "last_used_at = NULL, created_at = UTC_TIMESTAMP() - INTERVAL 31 DAY");
        placed("Revoked", "expires_at = NULL, revoked_at = UTC_TIMESTAMP()");
        placed("Expired", "addresses = '', expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND");

        PolicyEffects effects = effects(new KeyPolicy(399, true, true, null, 30, 600));

        assertThat(effects.broken())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        PolicyRule.LONGEST,
                        2L,
                        PolicyRule.EXPIRY,
                        1L,
                        PolicyRule.ADDRESSES,
                        1L,
                        PolicyRule.UNUSED,
                        2L));
        assertThat(effects.outside()).isEqualTo(5);
        assertThat(reasons(effects.first()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Forever", List.of(PolicyRule.LONGEST, PolicyRule.EXPIRY),
                        "Long", List.of(PolicyRule.LONGEST),
                        "Anywhere", List.of(PolicyRule.ADDRESSES),
                        "Idle", List.of(PolicyRule.UNUSED),
                        "Never used", List.of(PolicyRule.UNUSED)));
        assertThat(effects.rate()).isZero();
        assertThat(companies.asAdministrator(() -> policies.get(companies.id())))
                .isEqualTo(NONE);
    }

    @Test
    void keyMadeToTheLastDayThatIsAllowedIsWithinThePolicy() throws Exception {
        KeyPolicy policy = new KeyPolicy(30, true, false, null, null, 600);
        change(policy);
        companies.asAdministrator(
                () -> keys.create(companies.id(), new NewKey("To the day", today().plusDays(30), KeySettings.DEFAULT)));

        assertThat(effects(policy).isNone()).isTrue();
        assertThat(effects(new KeyPolicy(28, true, false, null, null, 600)).broken())
                .containsOnlyKeys(PolicyRule.LONGEST);
    }

    @Test
    void allKeysOfAnOwnerWithTooManyAreAffected() throws Exception {
        placed("One");
        placed("Two");
        placed("Three");
        placed("Not accepted", "revoked_at = UTC_TIMESTAMP()");
        placed("Another owner’s", "owner_id = " + viewerId());

        assertThat(effects(new KeyPolicy(null, false, false, 3, null, 600)).isNone())
                .isTrue();
        PolicyEffects effects = effects(new KeyPolicy(null, false, false, 2, null, 600));
        assertThat(effects.broken()).isEqualTo(Map.of(PolicyRule.MANY, 3L));
        assertThat(reasons(effects.first())).containsOnlyKeys("One", "Two", "Three");
    }

    @Test
    void keysWithoutALimitOfTheirOwnFollowTheCompanys() throws Exception {
        String follower = placed("Follows");
        placed("Its own", "requests_per_minute = 5");

        assertThat(effects(NONE).rate()).isZero();
        PolicyEffects effects = effects(new KeyPolicy(null, false, false, null, null, 1200));
        assertThat(effects.rate()).isEqualTo(1);
        assertThat(effects.outside()).isZero();
        change(new KeyPolicy(null, false, false, null, null, 1200));
        assertThat(companies.rows("SELECT requests_per_minute FROM key_record WHERE id = ?", follower))
                .containsExactly("1200");
    }

    @Test
    void ofTwoWhoChangeAPolicyTheSecondSeesTheFirstsBeforeAnythingIsUndone() throws Exception {
        KeyPolicy seen = companies.asAdministrator(() -> policies.get(companies.id()));
        KeyPolicy first = new KeyPolicy(90, true, true, null, null, 600);
        change(first);

        KeyPolicy second = new KeyPolicy(null, false, false, 5, null, 600);
        assertThat(refused(() -> policies.change(companies.id(), seen, second)))
                .isInstanceOfSatisfying(
                        Conflict.class, refusal -> assertThat(refusal.code()).isEqualTo(Conflict.CHANGED));
        assertThat(companies.asAdministrator(() -> policies.get(companies.id())))
                .isEqualTo(first);
    }

    @Test
    void keysThatExistKeepWorkingAndAreListedAsOutside() throws Exception {
        String key = placed("Forever", "expires_at = NULL, addresses = ''");
        change(new KeyPolicy(90, true, true, null, null, 600));

        Section outside = section(Finding.OUTSIDE_POLICY);
        assertThat(reasons(outside.rows()))
                .isEqualTo(Map.of("Forever", List.of(PolicyRule.LONGEST, PolicyRule.EXPIRY, PolicyRule.ADDRESSES)));
        assertThat(companies.rows("SELECT revoked FROM key_record WHERE id = ?", key))
                .containsExactly("0");
    }

    @Test
    void atMostAHundredKeysAreNamedButAllAreCounted() throws Exception {
        for (int i = 0; i < 101; i++) {
            placed("Forever " + i, "expires_at = NULL");
        }

        PolicyEffects effects = effects(new KeyPolicy(null, true, false, null, null, 600));
        assertThat(effects.outside()).isEqualTo(101);
        assertThat(effects.first()).hasSize(100);
        Section first = section(Finding.NEVER_EXPIRES);
        assertThat(first.total()).isEqualTo(101);
        assertThat(first.rows()).hasSize(50);
        List<JudgedKey> last = companies
                .asAdministrator(() -> findings.section(companies.id(), Finding.NEVER_EXPIRES, 100, 50))
                .rows();
        assertThat(last).hasSize(1);
        assertThat(first.rows()).doesNotContainAnyElementsOf(last);
    }

    @ParameterizedTest
    @EnumSource(Finding.class)
    void findingIsWhatItSays(Finding finding) throws Exception {
        placed("Fine");
        placed("Found", found(finding));
        placed("Almost", almost(finding));
        placed("Found and revoked", found(finding), "revoked_at = UTC_TIMESTAMP()");
        placed("Found and expired", found(finding), "expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND");
        if (finding == Finding.OUTSIDE_POLICY) {
            change(new KeyPolicy(null, false, true, null, null, 600));
        }
        if (finding == Finding.BROAD) {
            companies.change("UPDATE api_key SET all_permissions = FALSE WHERE company_id = ?", companies.id());
            companies.change("INSERT INTO api_key_permission SELECT k.id, 'api-access', p.action FROM api_key k"
                    + " JOIN role_permission p ON p.resource = 'api-access' JOIN role r ON r.id = p.role_id"
                    + " AND r.company_id = k.company_id AND r.name = 'Administrator' WHERE k.company_id = "
                    + companies.id());
        }
        if (finding == Finding.OWNER_GONE) {
            companies.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP() WHERE id = ?", viewerId());
        }

        KeyOverview overview = overview();
        assertThat(overview.accepted()).isEqualTo(3);
        assertThat(overview.concerned()).isEqualTo(1);
        assertThat(overview.sections()).hasSize(1);
        Section section = overview.sections().get(0);
        assertThat(section.finding()).isEqualTo(finding);
        assertThat(section.total()).isEqualTo(1);
        assertThat(reasons(section.rows())).containsOnlyKeys("Found");
        assertThat(section(finding)).isEqualTo(section);
    }

    @Test
    void keyOfSomebodyWhoLeftIsFound() throws Exception {
        placed("Left behind", "owner_id = " + viewerId());
        companies.change("DELETE FROM membership WHERE user_id = ?", viewerId());

        assertThat(section(Finding.OWNER_GONE).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.key().owner().active()).isFalse());
    }

    @Test
    void breadthIsWhatTheKeyAsksForOfWhatItsOwnerHasButDoesNotNeed() throws Exception {
        String old = "created_at = UTC_TIMESTAMP() - INTERVAL 40 DAY, all_permissions = FALSE";
        ask(placed("Views", old, needed("customers:view", 0)), "VIEW");
        ask(placed("Changes", old, needed("customers:change", 0)), "VIEW", "CHANGE");
        ask(placed("Views only", old, needed("customers:view", 0)), "VIEW", "CHANGE");
        ask(placed("Does something else", old, needed("products:change", 0)), "VIEW");
        ask(placed("Needs nothing", old, "recent_use = NULL"), "VIEW");
        ask(placed("Asks in vain", old, "recent_use = NULL, owner_id = " + viewerId()), "CHANGE");

        Map<String, String> unneeded = section(Finding.BROAD).rows().stream()
                .collect(Collectors.toMap(
                        row -> row.key().name(), row -> row.unneeded().toString()));
        assertThat(unneeded)
                .isEqualTo(Map.of(
                        "Views only", "[customers:change]",
                        "Does something else", "[customers:view]",
                        "Needs nothing", "[customers:view]"));
    }

    @Test
    void keyMayStandInSeveralSectionsAndCountsOnce() throws Exception {
        placed("Fine");
        placed("Neglected", "expires_at = NULL", "last_used_at = UTC_TIMESTAMP() - INTERVAL 91 DAY", "addresses = ''");
        change(new KeyPolicy(null, true, true, null, null, 600));

        KeyOverview overview = overview();
        assertThat(overview.concerned()).isEqualTo(1);
        assertThat(overview.accepted()).isEqualTo(2);
        assertThat(overview.sections())
                .extracting(Section::finding)
                .containsExactly(Finding.OUTSIDE_POLICY, Finding.UNUSED, Finding.NEVER_EXPIRES);
        assertThat(overview.sections().get(0).rows().get(0).broken())
                .containsExactly(PolicyRule.EXPIRY, PolicyRule.ADDRESSES);
    }

    @Test
    void severalAreRevokedAtOnceOrNone() throws Exception {
        UUID one = UUID.fromString(placed("One"));
        UUID two = UUID.fromString(placed("Two"));
        UUID before = UUID.fromString(placed("Before", "revoked_at = UTC_TIMESTAMP()"));

        assertThat(refused(() -> keys.revoke(List.of(one, UUID.randomUUID())))).isInstanceOf(NotFound.class);
        assertThat(overview().accepted()).isEqualTo(2);
        assertThat(catchThrowableOfType(
                                Invalid.class,
                                () -> companies.asAdministrator(() -> keys.revoke(Stream.generate(UUID::randomUUID)
                                        .limit(101)
                                        .toList())))
                        .violations())
                .containsExactly(new Violation("ids", "too-many"));

        assertThat(companies.asAdministrator(() -> keys.revoke(List.of(one, two, before))))
                .isEqualTo(2);
        assertThat(overview().accepted()).isZero();
        assertThat(companies.rows("SELECT subject FROM audit_event WHERE company_id = ?", companies.id()))
                .containsExactlyInAnyOrder("One", "Two");
    }

    /** What makes a key stand in a section, and in no other. */
    private String found(Finding finding) throws SQLException {
        return switch (finding) {
            case EXPIRING -> "expires_at = UTC_TIMESTAMP() + INTERVAL 13 DAY";
            case OWNER_GONE -> "owner_id = " + viewerId();
            case OUTSIDE_POLICY -> "addresses = ''";
            case UNUSED -> "last_used_at = UTC_TIMESTAMP() - INTERVAL 91 DAY";
            case NEVER_USED -> "last_used_at = NULL, created_at = UTC_TIMESTAMP() - INTERVAL 8 DAY";
            case BROAD -> needed("api-access:change", 90);
            case NEVER_EXPIRES -> "expires_at = NULL";
        };
    }

    private static String almost(Finding finding) {
        return switch (finding) {
            case EXPIRING -> "expires_at = UTC_TIMESTAMP() + INTERVAL 15 DAY";
            case OWNER_GONE, OUTSIDE_POLICY -> "notes = 'Nothing'";
            case UNUSED -> "last_used_at = UTC_TIMESTAMP() - INTERVAL 89 DAY";
            case NEVER_USED -> "last_used_at = NULL, created_at = UTC_TIMESTAMP() - INTERVAL 6 DAY";
            case BROAD -> needed("api-access:change", 89);
            case NEVER_EXPIRES -> "expires_at = TIMESTAMP '2999-12-31 00:00:00'";
        };
    }

    /** That an old key needed this last so many days ago. */
    private static String needed(String permission, int daysAgo) {
        long today = ChronoUnit.DAYS.between(Instant.EPOCH, Instant.now());
        return "created_at = UTC_TIMESTAMP() - INTERVAL 95 DAY, recent_use = '{\"hours\":{},\"addresses\":{},\"permissions\":"
                + "{\"" + permission + "\":" + (today - daysAgo) + "}}'";
    }

    /** Makes a key against which nothing can be said, but for some columns. */
    private String placed(String name, String... columns) throws SQLException {
        String id = UUID.randomUUID().toString();
        companies.change(
                """
                INSERT INTO api_key (id, company_id, owner_id, name, hint, digest, addresses, created_at, expires_at,
                                     last_used_at, recent_use)
                SELECT ?, ?, id, ?, 'abcd', UNHEX(SHA2(?, 256)), '10.0.0.0/8', UTC_TIMESTAMP(),
                       UTC_TIMESTAMP() + INTERVAL 100 DAY, UTC_TIMESTAMP(), ?
                FROM user_account WHERE email = ?
                """,
                id,
                companies.id(),
                name,
                id,
                "{\"permissions\":{\"customers:change\":" + ChronoUnit.DAYS.between(Instant.EPOCH, Instant.now())
                        + "}}",
                companies.administrator());
        for (String column : columns) {
            companies.change("UPDATE api_key SET " + column + " WHERE id = ?", id);
        }
        return id;
    }

    private void ask(String key, String... actions) throws SQLException {
        for (String action : actions) {
            companies.change(
                    "INSERT INTO api_key_permission (key_id, resource, action) VALUES (?, 'customers', ?)",
                    key,
                    action);
        }
    }

    private String viewerId() throws SQLException {
        return companies
                .rows(
                        "SELECT m.user_id FROM membership m JOIN role r ON r.id = m.role_id"
                                + " WHERE r.company_id = ? AND r.name = 'Viewer'",
                        companies.id())
                .get(0);
    }

    private KeyOverview overview() throws Exception {
        return companies.asAdministrator(() -> findings.overview(companies.id(), 50));
    }

    private Section section(Finding finding) throws Exception {
        return companies.asAdministrator(() -> findings.section(companies.id(), finding, 0, 1000));
    }

    private PolicyEffects effects(KeyPolicy policy) throws Exception {
        return companies.asAdministrator(() -> policies.effects(companies.id(), policy));
    }

    private void change(KeyPolicy policy) throws Exception {
        companies.asAdministrator(() -> {
            policies.change(companies.id(), policies.get(companies.id()), policy);
            return null;
        });
    }

    private List<Violation> violations(NewKey wanted) {
        return catchThrowableOfType(
                        Invalid.class, () -> companies.asAdministrator(() -> keys.create(companies.id(), wanted)))
                .violations();
    }

    private Throwable refused(Runnable call) {
        return catchThrowable(() -> companies.asAdministrator(() -> {
            call.run();
            return null;
        }));
    }

    private Throwable refusedToViewer(Runnable call) {
        return catchThrowable(() -> companies.asViewer(() -> {
            call.run();
            return null;
        }));
    }

    private static Map<String, List<PolicyRule>> reasons(List<JudgedKey> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.key().name(), JudgedKey::broken));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }
}
