package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latchkey.account.Permission;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeyList;
import org.latchkey.apikey.KeyQuery;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.KeyStatus;
import org.latchkey.apikey.KeySummary;
import org.latchkey.apikey.NewKey;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.wildfly.security.auth.server.SecurityDomain;

/** The services, called inside the server by people with different roles. */
@ArquillianTest
class ServicesIT {

    private static final String ZONE = "America/New_York";

    private Companies companies;
    private ApiKeys keys;
    private KeyList list;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(ServicesIT.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found(ZONE);
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
        list = Companies.look("java:global/latchkey/ejb/KeyList");
    }

    @Test
    void nobodyGetsNothing() {
        assertThatThrownBy(() -> list.list(companies.id(), KeyQuery.ALL, 0, 10)).isInstanceOf(EJBAccessException.class);
        assertThatThrownBy(() -> keys.create(companies.id(), wanted("Mine", null, "")))
                .isInstanceOf(EJBAccessException.class);
    }

    @Test
    void madeKeyIsListedWithoutItsSecret() throws Exception {
        LocalDate inAYear = today().plusYears(1);
        ApiKey key = create(wanted("  ERP nightly sync ", inAYear, "For the ERP"));

        KeySummary row = list().get(0);
        assertThat(row.id()).isEqualTo(key.id());
        assertThat(row.name()).isEqualTo("ERP nightly sync");
        assertThat(row.settings().notes()).isEqualTo("For the ERP");
        assertThat(row.owner().name()).isEqualTo("Administrator");
        assertThat(row.effective()).contains(Permission.API_ACCESS_VIEW, Permission.API_ACCESS_CHANGE);
        assertThat(row.status()).isEqualTo(KeyStatus.ACTIVE);
        assertThat(row.expiresOn()).isEqualTo(inAYear);
        assertThat(row.hint()).hasSize(4);
        assertThat(row.lastUsedAt()).isNull();
        assertThat(companies.rows("SELECT * FROM api_key WHERE id = ?", key.id().toString()))
                .hasSize(1)
                .allSatisfy(columns -> assertThat(columns).doesNotContain(key.reveal()));
    }

    @Test
    void oneYearFromTodayIsProposed() throws Exception {
        assertThat(companies.asAdministrator(() -> keys.proposedExpiry(companies.id())))
                .isEqualTo(today().plusYears(1));
    }

    @Test
    void keyExpiresWhenItsDayEndsInTheCompanysTimeZone() throws Exception {
        ApiKey key = create(wanted("Until Tuesday", LocalDate.of(2030, 1, 15), ""));

        assertThat(companies.rows(
                        "SELECT expires_at FROM api_key WHERE id = ?", key.id().toString()))
                .containsExactly("2030-01-16T05:00");
    }

    @Test
    void newestKeyComesFirstAndPagesFollow() throws Exception {
        for (String name : List.of("One", "Two", "Three")) {
            create(wanted(name, null, ""));
        }

        assertThat(names(0, 2)).containsExactly("Three", "Two");
        assertThat(names(2, 2)).containsExactly("One");
        assertThat(companies.asAdministrator(
                        () -> list.list(companies.id(), KeyQuery.ALL, 0, 2).total()))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "'', , name, required",
        "'   ', , name, required",
        "'a\u0000b', , name, control-characters",
        "'a\u202eb', , name, control-characters",
        "Past, 2020-01-01, expiresOn, past",
        "Far, 9999-12-31, expiresOn, too-far"
    })
    void invalidFieldIsNamed(String name, LocalDate expiresOn, String field, String code) {
        assertInvalid(wanted(name, expiresOn, ""), new Violation(field, code));
    }

    @Test
    void tooLongFieldsAreAllNamedAtOnceAndNothingIsMade() throws Exception {
        assertInvalid(
                wanted("x".repeat(101), null, "x".repeat(1001)),
                new Violation("name", "too-long"),
                new Violation("notes", "too-long"));
        assertThat(list()).isEmpty();

        create(wanted("x".repeat(100), today(), "\uD83D\uDD11".repeat(1000)));
        assertThat(list()).hasSize(1);
    }

    @Test
    void nameIsUniqueInItsCompanyInAnyCase() throws Exception {
        ApiKey first = create(wanted("Reports", null, ""));
        assertInvalid(wanted("REPORTS", null, ""), new Violation("name", "taken"));

        companies.asAdministrator(() -> {
            keys.delete(first.id(), null);
            return null;
        });
        create(wanted("Reports", null, ""));
    }

    @Test
    void ofManyAtOnceOneGetsTheName() throws Exception {
        companies.asAdministrator(() -> SecurityDomain.getCurrent().getCurrentSecurityIdentity());
        List<Callable<Boolean>> attempts = Collections.nCopies(8, () -> {
            try {
                create(wanted("Contested", null, ""));
                return true;
            } catch (Invalid taken) {
                assertThat(taken.violations()).containsExactly(new Violation("name", "taken"));
                return false;
            }
        });

        assertThat(Companies.atOnce(attempts)).containsOnlyOnce(true);
        assertThat(list()).hasSize(1);
    }

    @Test
    void ofManyAtOnceNoneGetsMoreKeysThanTheCompanyAllows() throws Exception {
        companies.change("UPDATE company SET key_most_per_owner = 3 WHERE id = ?", companies.id());
        AtomicInteger number = new AtomicInteger();
        List<Callable<Boolean>> attempts = Collections.nCopies(8, () -> {
            try {
                create(wanted("Number " + number.incrementAndGet(), null, ""));
                return true;
            } catch (Invalid full) {
                assertThat(full.violations()).containsExactly(new Violation("name", "too-many-keys"));
                return false;
            }
        });

        assertThat(Companies.atOnce(attempts).stream().filter(made -> made)).hasSize(3);
        assertThat(list()).hasSize(3);
    }

    @Test
    void ofManyWhoRevokeAtOnceTheFirstCounts() throws Exception {
        ApiKey key = create(wanted("Leaked", null, ""));
        Companies.atOnce(Collections.nCopies(
                8,
                () -> companies.asAdministrator(() -> {
                    keys.revoke(key.id(), null);
                    return true;
                })));

        assertThat(companies.rows(
                        "SELECT kind FROM audit_event WHERE subject_id = ?",
                        key.id().toString()))
                .containsExactlyInAnyOrder("key.created", "key.revoked");
    }

    @Test
    void viewerSeesKeysAndChangesNone() throws Exception {
        ApiKey key = create(wanted("Shared", null, ""));

        assertThat(companies.asViewer(
                        () -> list.list(companies.id(), KeyQuery.ALL, 0, 10).rows()))
                .hasSize(1);
        assertRefusedToViewer(Forbidden.class, () -> keys.create(companies.id(), wanted("Mine", null, "")));
        assertRefusedToViewer(Forbidden.class, () -> keys.revoke(key.id(), null));
        assertRefusedToViewer(Forbidden.class, () -> keys.delete(key.id(), null));
        assertThat(list().get(0).status()).isEqualTo(KeyStatus.ACTIVE);
    }

    @Test
    void anotherCompanysKeyDoesNotExist() throws Exception {
        ApiKey foreign = create(wanted("Foreign", null, ""));
        long foreignCompany = companies.id();
        companies.found(ZONE);

        assertThatThrownBy(() -> companies.asAdministrator(() -> list.list(foreignCompany, KeyQuery.ALL, 0, 10)))
                .isInstanceOf(NotFound.class);
        Throwable foreignKey = refusal(() -> keys.revoke(foreign.id(), null));
        Throwable missingKey = refusal(() -> keys.revoke(UUID.randomUUID(), null));
        assertThat(foreignKey).isInstanceOf(NotFound.class).hasMessage(missingKey.getMessage());
        assertThat(refusal(() -> keys.delete(foreign.id(), null))).isInstanceOf(NotFound.class);
    }

    @Test
    void userWhoWasDisabledGetsNothingMore() throws Exception {
        companies.asAdministrator(() -> {
            list.list(companies.id(), KeyQuery.ALL, 0, 10);
            companies.change(
                    "UPDATE user_account SET disabled_at = UTC_TIMESTAMP() WHERE email = ?", companies.administrator());
            assertThatThrownBy(() -> list.list(companies.id(), KeyQuery.ALL, 0, 10))
                    .isInstanceOf(NotFound.class);
            return null;
        });
    }

    @Test
    void everyDeedLeavesOneEventThatOutlivesTheKey() throws Exception {
        ApiKey key = create(wanted("Audited", null, ""));
        companies.asAdministrator(() -> {
            keys.revoke(key.id(), null);
            keys.revoke(key.id(), null);
            keys.delete(key.id(), null);
            return null;
        });

        assertThat(list()).isEmpty();
        assertThat(companies.rows("""
                        SELECT e.kind, e.subject, u.email, e.address, e.company_id
                        FROM audit_event e JOIN user_account u ON u.id = e.actor_id
                        WHERE e.subject_id = ? AND e.at > UTC_TIMESTAMP() - INTERVAL 1 MINUTE ORDER BY e.sequence
                        """, key.id().toString()))
                .containsExactlyElementsOf(Stream.of("key.created", "key.revoked", "key.deleted")
                        .map(kind -> String.join(
                                "|",
                                kind,
                                "Audited",
                                companies.administrator(),
                                "unknown",
                                Long.toString(companies.id())))
                        .toList());
    }

    private static NewKey wanted(String name, LocalDate expiresOn, String notes) {
        return new NewKey(name, expiresOn, KeySettings.DEFAULT.withNotes(notes));
    }

    private ApiKey create(NewKey wanted) throws Exception {
        return companies.asAdministrator(() -> keys.create(companies.id(), wanted));
    }

    private List<KeySummary> list() throws Exception {
        return companies.asAdministrator(
                () -> list.list(companies.id(), KeyQuery.ALL, 0, 100).rows());
    }

    private List<String> names(int first, int most) throws Exception {
        return companies
                .asAdministrator(() ->
                        list.list(companies.id(), KeyQuery.ALL, first, most).rows())
                .stream()
                .map(KeySummary::name)
                .toList();
    }

    private void assertInvalid(NewKey wanted, Violation... violations) {
        Invalid invalid = catchThrowableOfType(Invalid.class, () -> create(wanted));
        assertThat(invalid.violations()).containsExactly(violations);
    }

    private Throwable refusal(Runnable call) {
        return Assertions.catchThrowable(() -> companies.asAdministrator(() -> {
            call.run();
            return null;
        }));
    }

    private void assertRefusedToViewer(Class<? extends Throwable> refusal, Runnable call) {
        assertThatThrownBy(() -> companies.asViewer(() -> {
                    call.run();
                    return null;
                }))
                .isInstanceOf(refusal);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of(ZONE));
    }
}
