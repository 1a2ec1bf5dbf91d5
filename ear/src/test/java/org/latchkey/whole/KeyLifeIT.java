package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.account.Action;
import org.latchkey.account.Member;
import org.latchkey.account.Members;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeyQuery;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.KeyStatus;
import org.latchkey.apikey.KeySummary;
import org.latchkey.apikey.KeyUsage;
import org.latchkey.apikey.NewKey;
import org.latchkey.apikey.Overlap;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;

/** A key from its first call to its last: whatever a service answers holds for the very next request. */
@ArquillianTest
class KeyLifeIT {

    private static final Permission PRODUCTS_VIEW = new Permission("products", Action.VIEW);
    private static final Permission PRODUCTS_CHANGE = new Permission("products", Action.CHANGE);

    private Companies companies;
    private ApiKeys keys;
    private KeyList list;
    private Members members;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(KeyLifeIT.class, Http.class, Await.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found("Europe/Lisbon");
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
        list = Companies.look("java:global/latchkey/ejb/KeyList");
        members = Companies.look("java:global/latchkey/ejb/Members");
    }

    @Test
    void revokedAndDeletedKeysAreRefusedAtOnce() throws Exception {
        ApiKey revoked = create("Revoked");
        ApiKey deleted = create("Deleted");
        assertThat(List.of(code(revoked), code(deleted))).containsOnly("");
        as(() -> {
            keys.revoke(revoked.id(), null);
            keys.delete(deleted.id(), null);
        });

        assertThat(code(revoked)).isEqualTo("key_revoked");
        assertThat(code(deleted)).isEqualTo("credential_unknown");
        KeySummary row = get(revoked);
        assertThat(row.status()).isEqualTo(KeyStatus.REVOKED);
        assertThat(row.revokedBy()).isEqualTo("Administrator");
        assertThat(row.revokedAt()).isNotNull();
    }

    @Test
    void revokedKeyCannotComeBack() throws Exception {
        ApiKey key = create("Revoked");
        as(() -> keys.revoke(key.id(), null));

        assertConflict("key_revoked", () -> keys.regenerate(key.id(), null, Overlap.WEEK, false));
        assertConflict("key_revoked", () -> keys.edit(key.id(), null, KeySettings.DEFAULT));
        as(() -> keys.revoke(key.id(), null));
        as(() -> keys.annotate(key.id(), null, "Why it was revoked"));
        assertThat(code(key)).isEqualTo("key_revoked");
        assertThat(get(key).settings().notes()).isEqualTo("Why it was revoked");
    }

    @Test
    void severalAreRevokedAndDeletedTogetherOrNotAtAll() throws Exception {
        List<ApiKey> three = List.of(create("One"), create("Two"), create("Three"));
        three.forEach(key -> assertThat(code(key)).isEmpty());
        assertThat(refusal(() -> keys.revoke(List.of(three.get(0).id(), java.util.UUID.randomUUID()))))
                .isInstanceOf(NotFound.class);
        assertThat(code(three.get(0))).isEmpty();

        assertThat(companies.asAdministrator(() ->
                        keys.revoke(List.of(three.get(0).id(), three.get(1).id()))))
                .isEqualTo(2);
        assertThat(companies.asAdministrator(
                        () -> keys.delete(three.stream().map(ApiKey::id).toList())))
                .isEqualTo(3);
        three.forEach(key -> assertThat(code(key)).isEqualTo("credential_unknown"));
        assertThat(refusal(() -> keys.revoke(IntStream.range(0, 101)
                        .mapToObj(it -> java.util.UUID.randomUUID())
                        .toList())))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void regeneratedKeyRefusesItsOldSecretAtOnce() throws Exception {
        ApiKey old = create("Regenerated");
        assertThat(code(old)).isEmpty();
        KeySummary before = get(old);
        ApiKey current =
                companies.asAdministrator(() -> keys.regenerate(old.id(), before.version(), Overlap.NONE, false));

        assertThat(code(old)).isEqualTo("key_regenerated");
        assertThat(code(current)).isEmpty();
        KeySummary after = get(old);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.settings()).isEqualTo(before.settings());
        assertThat(after.hint()).isEqualTo(current.hint());
        assertThat(after.status()).isEqualTo(KeyStatus.ACTIVE);
    }

    @Test
    void pressingTwiceDoesNotBurnTheSecretJustShown() throws Exception {
        ApiKey old = create("Pressed twice");
        int seen = get(old).version();
        ApiKey shown = companies.asAdministrator(() -> keys.regenerate(old.id(), seen, Overlap.NONE, false));

        assertConflict(Conflict.CHANGED, () -> keys.regenerate(old.id(), seen, Overlap.NONE, false));
        assertThat(code(shown)).isEmpty();
    }

    @Test
    void oldSecretLivesOnAndIsCountedUntilItIsEnded() throws Exception {
        ApiKey old = create("Rotating");
        ApiKey current = companies.asAdministrator(() -> keys.regenerate(old.id(), null, Overlap.DAY, false));
        assertThat(get(old).status()).isEqualTo(KeyStatus.ROTATING);
        assertThat(List.of(code(old), code(current), code(old))).containsOnly("");
        KeyUsage usage = until(old, it -> it.requests() == 3);
        assertThat(usage.previousRequests()).isEqualTo(2);
        assertThat(usage.previousAddresses()).containsExactly("127.0.0.1");

        as(() -> keys.endPrevious(old.id()));
        assertThat(code(old)).isEqualTo("key_regenerated");
        assertThat(code(current)).isEmpty();
        assertThat(get(old).status()).isEqualTo(KeyStatus.ACTIVE);
    }

    @Test
    void oldSecretEndsByTheFirstUseOfTheNewOneWhereThatWasChosen() throws Exception {
        ApiKey old = create("Until used");
        ApiKey current = companies.asAdministrator(() -> keys.regenerate(old.id(), null, Overlap.WEEK, true));
        assertThat(List.of(code(old), code(old))).containsOnly("");

        assertThat(code(current)).isEmpty();
        assertThat(code(old)).isEqualTo("key_regenerated");
        until(old, it -> !kinds(old).isEmpty() && kinds(old).contains("key.rotation-ended"));
    }

    @Test
    void useIsCountedWithItsAddressAndAgentWithinTenSeconds() throws Exception {
        ApiKey key = create("Used");
        for (int i = 0; i < 5; i++) {
            assertThat(Http.get(Inside.url() + "/api/2/whoami", "x-api-key", key.reveal(), "User-Agent", "erp/" + i)
                            .statusCode())
                    .isEqualTo(200);
        }
        KeyUsage usage = until(key, it -> it.requests() == 5);

        assertThat(usage.lastUsedAt()).isNotNull();
        assertThat(usage.lastAddress()).isEqualTo("127.0.0.1");
        assertThat(usage.lastUserAgent()).isEqualTo("erp/4");
        assertThat(usage.addresses()).isEqualTo(1);
        assertThat(get(key).lastUsedAt()).isEqualTo(usage.lastUsedAt());
    }

    @Test
    void gridHoldsAtOnceAndChangeBringsView() throws Exception {
        ApiKey key = create("Grid");
        assertThat(permissions(key)).contains("company:change", "products:change");
        edit(key, KeySettings.DEFAULT.withPermissions(Set.of(PRODUCTS_CHANGE)));

        assertThat(permissions(key)).containsExactlyInAnyOrder("products:change", "products:view");
        assertThat(get(key).effective()).containsExactly(PRODUCTS_VIEW, PRODUCTS_CHANGE);
        assertThat(get(key).missing()).isEmpty();
    }

    @Test
    void takingARoleFromItsOwnerNarrowsAKeyAndTheListSaysWhatIsMissing() throws Exception {
        ApiKey key = create("Narrowed");
        edit(key, KeySettings.DEFAULT.withPermissions(Set.of(PRODUCTS_CHANGE)));
        handToSecondAdministrator(key);
        assertThat(permissions(key)).hasSize(2);
        Member second = secondAdministrator();
        as(() -> members.assign(companies.id(), second.userId(), "Viewer"));

        assertThat(permissions(key)).containsExactly("products:view");
        assertThat(get(key).missing()).containsExactly(PRODUCTS_CHANGE);
        as(() -> members.assign(companies.id(), second.userId(), "Administrator"));
        assertThat(permissions(key)).hasSize(2);
    }

    @Test
    void disabledOwnersKeysAreRefusedUntilTheyAreEnabledAndLeaversKeysForGood() throws Exception {
        ApiKey key = create("Leaving");
        handToSecondAdministrator(key);
        assertThat(code(key)).isEmpty();
        long second = secondAdministrator().userId();

        as(() -> members.disable(companies.id(), second));
        assertThat(code(key)).isEqualTo("owner_inactive");
        assertThat(get(key).owner().active()).isFalse();
        as(() -> members.enable(companies.id(), second));
        assertThat(code(key)).isEmpty();
        as(() -> members.remove(companies.id(), second));
        assertThat(code(key)).isEqualTo("owner_inactive");
    }

    @Test
    void handedOverKeyActsAsItsNewOwnerWithTheSameSecret() throws Exception {
        ApiKey key = create("Handed over");
        assertThat(user(key)).isEqualTo(companies.administrator());
        Member viewer = member("Viewer");
        as(() -> keys.handOver(key.id(), null, viewer.userId()));

        assertThat(user(key)).isEqualTo(viewer.email());
        assertThat(permissions(key)).doesNotContain("products:change");
        assertThat(kinds(key)).contains("key.handed-over");
    }

    @Test
    void keyOfAServiceAccountOutlivesWhoeverMadeIt() throws Exception {
        ApiKey key = create("Service");
        as(() -> keys.handOverToService(key.id(), null, "ERP", "Viewer"));

        KeySummary row = get(key);
        assertThat(row.owner().name()).isEqualTo("ERP");
        assertThat(row.owner().service()).isTrue();
        assertThat(permissions(key)).contains("products:view").doesNotContain("products:change");
    }

    @Test
    void nobodyWidensAnothersKeyBeyondWhatTheyMayDoThemselves() throws Exception {
        ApiKey key = create("Widened");
        KeySettings narrow = KeySettings.DEFAULT.withPermissions(Set.of(PRODUCTS_VIEW));
        edit(key, narrow);
        handToSecondAdministrator(key);
        Companies elsewhere = new Companies();
        elsewhere.found("UTC");
        elsewhere.change(
                "INSERT INTO membership SELECT id, ?, ? FROM user_account WHERE email = ?",
                elsewhere.id(),
                elsewhere.role("Administrator"),
                "second-" + companies.administrator());
        assertThat(refusal(() ->
                        keys.edit(key.id(), null, new KeySettings("", Set.of(PRODUCTS_VIEW), true, List.of(), null))))
                .isInstanceOf(Forbidden.class);
        // Whoever administers and may not change customers gets no key that may.
        companies.join("Keeper", "keeper-" + companies.administrator(), "VIEW");
        as(() -> members.assign(companies.id(), member("Keeper").userId(), "Administrator"));
        companies.change("DELETE FROM role_permission WHERE role_id = ?", role("Keeper"));
        companies.change(
                "INSERT INTO role_permission SELECT ?, name, 'CHANGE' FROM resource WHERE name IN ('company', 'api-access')",
                role("Keeper"));
        companies.change(
                "INSERT INTO role_permission SELECT ?, name, 'VIEW' FROM resource WHERE name IN ('company', 'api-access')",
                role("Keeper"));
        companies.change(
                "UPDATE membership SET role_id = ? WHERE company_id = ? AND user_id ="
                        + " (SELECT id FROM user_account WHERE email = ?)",
                role("Keeper"),
                companies.id(),
                "keeper-" + companies.administrator());
        for (KeySettings wider : List.of(KeySettings.DEFAULT, narrow.withPermissions(Set.of(PRODUCTS_CHANGE)))) {
            assertThat(catchThrowable(() -> companies.as(
                            "keeper-" + companies.administrator(), () -> run(() -> keys.edit(key.id(), null, wider)))))
                    .isInstanceOf(Forbidden.class);
        }
        assertThat(permissions(key)).containsExactly("products:view");
        companies.as(
                "keeper-" + companies.administrator(),
                () -> run(() -> keys.edit(key.id(), null, narrow.withNotes("Kept"))));
    }

    @Test
    void handingOverNeedsAMemberAndAnAdministrator() throws Exception {
        ApiKey key = create("Mine");
        Invalid stranger = catchThrowableOfType(
                Invalid.class, () -> companies.asAdministrator(() -> run(() -> keys.handOver(key.id(), null, 1))));
        assertThat(stranger.violations()).containsExactly(new Violation("ownerId", "unknown"));
        assertThatThrownBy(() -> companies.asViewer(() -> run(() -> keys.handOver(key.id(), null, 1))))
                .isInstanceOf(Forbidden.class);
        Throwable failed = refusal(() -> keys.handOverToService(key.id(), null, " ", "Viewer"));
        assertThat(failed).isInstanceOf(Invalid.class);
        assertThat(user(key)).isEqualTo(companies.administrator());
    }

    @Test
    void settingsThatBreakARuleAreNamedAndChangeNothing() throws Exception {
        ApiKey key = create("Ruled");
        assertRefused(key, new KeySettings("", null, false, List.of("nonsense"), null), "addresses", "malformed");
        assertRefused(
                key,
                new KeySettings(
                        "",
                        null,
                        false,
                        IntStream.range(0, 51).mapToObj(i -> "10.0.0." + i).toList(),
                        null),
                "addresses",
                "too-many");
        assertRefused(key, new KeySettings("", null, false, List.of(), 0), "requestsPerMinute", "out-of-range");
        assertRefused(key, new KeySettings("", Set.of(), false, List.of(), null), "permissions", "required");
        assertThat(refusal(() -> keys.edit(
                        key.id(),
                        null,
                        KeySettings.DEFAULT.withPermissions(Set.of(new Permission("moon", Action.VIEW))))))
                .isInstanceOfAny(Invalid.class, Forbidden.class);
        assertThat(get(key).settings()).isEqualTo(KeySettings.DEFAULT);
        assertThat(kinds(key)).containsExactly("key.created");
    }

    @Test
    void whoeverOwnsAKeySeesItEvenWithoutThePermission() throws Exception {
        ApiKey key = create("Handed to a viewer");
        as(() -> keys.handOver(key.id(), null, member("Viewer").userId()));
        create("Another's");
        companies.change("DELETE FROM role_permission WHERE resource = 'api-access' AND role_id = ?", role("Viewer"));

        assertThat(companies.asViewer(() -> list.isOpenTo(companies.id()))).isTrue();
        assertThat(companies
                        .asViewer(() -> list.list(companies.id(), KeyQuery.ALL, 0, 10))
                        .rows())
                .extracting(KeySummary::name)
                .containsExactly("Handed to a viewer");
        assertThat(catchThrowable(() -> companies.asViewer(() -> run(() -> keys.revoke(key.id(), null)))))
                .isInstanceOf(Forbidden.class);
        as(() -> keys.delete(key.id(), null));
        assertThat(companies.asViewer(() -> list.isOpenTo(companies.id()))).isFalse();
        assertThat(catchThrowable(() -> companies.asViewer(() -> list.list(companies.id(), KeyQuery.ALL, 0, 10))))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void listIsSearchedFilteredAndSorted() throws Exception {
        ApiKey percent = create("100 % sync");
        create("Alpha");
        create("Beta");
        as(() -> keys.revoke(percent.id(), null));

        assertThat(names(new KeyQuery("alph", null, null, null, true))).containsExactly("Alpha");
        assertThat(names(new KeyQuery("0 %", null, null, null, true))).containsExactly("100 % sync");
        assertThat(names(new KeyQuery("_", null, null, null, true))).isEmpty();
        assertThat(names(new KeyQuery(percent.hint(), null, null, null, true))).contains("100 % sync");
        assertThat(names(new KeyQuery("administrator", null, null, KeyQuery.Sort.NAME, false)))
                .containsExactly("100 % sync", "Alpha", "Beta");
        assertThat(names(new KeyQuery("", KeyStatus.REVOKED, null, null, true))).containsExactly("100 % sync");
        assertThat(names(new KeyQuery("", KeyStatus.ACTIVE, null, KeyQuery.Sort.NAME, true)))
                .containsExactly("Beta", "Alpha");
        for (KeyStatus status : KeyStatus.values()) {
            for (KeyQuery.Sort sort : KeyQuery.Sort.values()) {
                assertThat(names(new KeyQuery("a", status, null, sort, true)).size())
                        .isLessThanOrEqualTo(3);
            }
        }
        assertThat(names(new KeyQuery("x".repeat(100_000), null, null, null, true)))
                .isEmpty();
    }

    @Test
    void keyForAllCompaniesActsInEachWithWhatItsOwnerHasThere() throws Exception {
        ApiKey key = create("Everywhere");
        long home = companies.id();
        String owner = companies.administrator();
        Companies elsewhere = new Companies();
        elsewhere.found("UTC");
        elsewhere.change(
                "INSERT INTO membership SELECT id, ?, ? FROM user_account WHERE email = ?",
                elsewhere.id(),
                elsewhere.role("Viewer"),
                owner);
        assertThat(companiesOf(key)).containsExactly(home);
        edit(key, new KeySettings("", Set.of(PRODUCTS_CHANGE), true, List.of(), null));

        assertThat(companiesOf(key)).containsExactlyInAnyOrder(home, elsewhere.id());
        assertThat(permissionsIn(key, home)).containsExactlyInAnyOrder("products:change", "products:view");
        assertThat(permissionsIn(key, elsewhere.id())).containsExactly("products:view");
    }

    private void handToSecondAdministrator(ApiKey key) throws Exception {
        companies.join("Second", "second-" + companies.administrator(), "VIEW", "CHANGE");
        as(() -> members.assign(companies.id(), secondAdministrator().userId(), "Administrator"));
        as(() -> keys.handOver(key.id(), null, secondAdministrator().userId()));
    }

    private Member secondAdministrator() throws Exception {
        return member("Second");
    }

    private Member member(String name) throws Exception {
        return companies.asAdministrator(() -> members.list(companies.id())).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long role(String name) throws Exception {
        return companies.role(name);
    }

    private ApiKey create(String name) throws Exception {
        return companies.asAdministrator(
                () -> keys.create(companies.id(), new NewKey(name, null, KeySettings.DEFAULT)));
    }

    private void edit(ApiKey key, KeySettings settings) throws Exception {
        as(() -> keys.edit(key.id(), get(key).version(), settings));
    }

    private KeySummary get(ApiKey key) throws Exception {
        return companies.asAdministrator(() -> list.get(key.id()));
    }

    private List<String> names(KeyQuery query) throws Exception {
        return companies.asAdministrator(() -> list.list(companies.id(), query, 0, 10)).rows().stream()
                .map(KeySummary::name)
                .toList();
    }

    private List<String> kinds(ApiKey key) throws Exception {
        return companies.rows(
                "SELECT kind FROM audit_event WHERE company_id = ? AND subject_id = ?",
                companies.id(),
                key.id().toString());
    }

    /** What is written down in batches comes by itself. */
    private KeyUsage until(ApiKey key, Condition condition) throws Exception {
        Await.until(() -> {
            try {
                return condition.holds(companies.asAdministrator(() -> list.usage(key.id())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return companies.asAdministrator(() -> list.usage(key.id()));
    }

    private void assertConflict(String code, Step call) {
        Conflict conflict = catchThrowableOfType(Conflict.class, () -> as(call));
        assertThat(conflict.code()).isEqualTo(code);
    }

    private void assertRefused(ApiKey key, KeySettings settings, String field, String code) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> as(() -> keys.edit(key.id(), null, settings)));
        assertThat(invalid.violations()).containsExactly(new Violation(field, code));
    }

    private Throwable refusal(Step call) {
        return catchThrowable(() -> as(call));
    }

    private void as(Step call) throws Exception {
        companies.asAdministrator(() -> run(call));
    }

    private static Void run(Step call) throws Exception {
        call.run();
        return null;
    }

    private static HttpResponse<String> call(ApiKey key) {
        return Http.get(Inside.url() + "/api/2/whoami", "x-api-key", key.reveal());
    }

    /** Empty where the key is accepted. */
    private static String code(ApiKey key) {
        HttpResponse<String> answer = call(key);
        return answer.statusCode() == 200 ? "" : Http.json(answer).getString("code");
    }

    private static String user(ApiKey key) {
        return Http.json(call(key)).getJsonObject("user").getString("email");
    }

    private List<String> permissions(ApiKey key) {
        return permissionsIn(key, companies.id());
    }

    private static List<String> permissionsIn(ApiKey key, long company) {
        List<String> permissions = new ArrayList<>();
        Http.json(call(key)).getJsonArray("companies").forEach(it -> {
            if (it.asJsonObject().getInt("id") == company) {
                it.asJsonObject()
                        .getJsonArray("permissions")
                        .getValuesAs(jakarta.json.JsonString.class)
                        .forEach(word -> permissions.add(word.getString()));
            }
        });
        return permissions;
    }

    private static List<Long> companiesOf(ApiKey key) {
        return Http.json(call(key)).getJsonArray("companies").stream()
                .map(it -> it.asJsonObject().getJsonNumber("id").longValue())
                .toList();
    }

    private interface Step {
        void run() throws Exception;
    }

    private interface Condition {
        boolean holds(KeyUsage usage) throws Exception;
    }
}
