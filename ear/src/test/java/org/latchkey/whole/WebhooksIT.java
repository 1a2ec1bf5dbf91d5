package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.ejb.EJBAccessException;
import jakarta.transaction.UserTransaction;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.Leaks;
import org.latchkey.apikey.NewKey;
import org.latchkey.apikey.Overlap;
import org.latchkey.catalog.Catalog;
import org.latchkey.catalog.Kind;
import org.latchkey.credential.ApiKey;
import org.latchkey.problem.Conflict;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Invalid.Violation;
import org.latchkey.problem.NotFound;
import org.latchkey.webhook.DeliveryProblem;
import org.latchkey.webhook.DeliveryStatus;
import org.latchkey.webhook.DisabledBecause;
import org.latchkey.webhook.EventType;
import org.latchkey.webhook.LoggedDelivery;
import org.latchkey.webhook.NewWebhook;
import org.latchkey.webhook.RegisteredWebhook;
import org.latchkey.webhook.WebhookDispatch;
import org.latchkey.webhook.WebhookSettings;
import org.latchkey.webhook.Webhooks;
import org.latchkey.whole.Receiver.Message;

/** Webhooks, by the services inside the server, and by what their receivers get. */
@ArquillianTest
class WebhooksIT {

    private static final Duration SLACK = Duration.ofMinutes(2);

    private final List<Receiver> receivers = new ArrayList<>();
    private Companies companies;
    private Webhooks webhooks;
    private ApiKeys keys;
    private Instant lastTried;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(WebhooksIT.class, Receiver.class, Await.class, Http.class)
                .addClasses(Receiver.class.getDeclaredClasses());
    }

    @BeforeEach
    void foundCompany() throws Exception {
        companies = new Companies();
        companies.found("UTC");
        webhooks = Companies.look("java:global/latchkey/ejb/Webhooks");
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
    }

    @AfterEach
    void stopReceivers() {
        receivers.forEach(Receiver::close);
    }

    @Test
    void whatHappensIsToldSignedAndLogged() throws Exception {
        Receiver receiver = receiver();
        NewWebhook made = make(
                receiver,
                EventType.KEY_CREATED,
                EventType.KEY_REGENERATED,
                EventType.KEY_REVOKED,
                EventType.TOKEN_LEAKED,
                EventType.PRODUCT_CHANGED);
        NewWebhook other = make(receiver(), EventType.KEY_DELETED);

        ApiKey key = key("ERP");
        Message created = receiver.next();
        assertThat(created.request()).isEqualTo("POST /hooks?of=latchkey");
        assertThat(created.header("Content-Type")).startsWith("application/json");
        assertThat(created.header("User-Agent")).isEqualTo("Latchkey-Webhooks/1");
        assertThat(created.header("Cookie")).isNull();
        assertThat(created.id()).matches("msg_[0-9a-f-]{36}");
        assertThat(created.isSignedBy(made.secret())).isTrue();
        assertThat(created.isSignedBy(other.secret())).isFalse();
        assertThat(created.type()).isEqualTo("key.created");
        assertThat(Instant.parse(created.json().getString("timestamp")))
                .isAfter(Instant.now().minus(SLACK));
        assertThat(created.data())
                .hasToString("{\"companyId\":%d,\"id\":\"%s\",\"name\":\"ERP\"}".formatted(companies.id(), key.id()));
        assertThat(created.body()).doesNotContain(key.hint());

        administer(() -> keys.revoke(key.id(), null));
        Message revoked = receiver.next();
        assertThat(revoked.type()).isEqualTo("key.revoked");
        assertThat(revoked.id()).isNotEqualTo(created.id());
        ApiKey leaked = key("Leaked");
        assertThat(receiver.next().type()).isEqualTo("key.created");
        Companies.<Leaks>look("java:global/latchkey/ejb/Leaks").report(List.of(leaked.reveal()));
        assertThat(List.of(receiver.next().type(), receiver.next().type()))
                .containsExactlyInAnyOrder("key.revoked", "token.leaked");
        administer(() -> keys.delete(leaked.id(), null));
        Catalog catalog = Companies.look("java:global/latchkey/ejb/Catalog");
        long product = companies
                .asAdministrator(() -> catalog.create(
                        companies.id(),
                        Kind.PRODUCTS,
                        Map.of(Kind.PRODUCTS.field("name").orElseThrow(), "Tile")))
                .id();
        Message changed = receiver.next();
        assertThat(changed.type()).isEqualTo("product.changed");
        assertThat(changed.data())
                .hasToString("{\"companyId\":%d,\"change\":\"created\",\"count\":1,\"ids\":[%d]}"
                        .formatted(companies.id(), product));

        awaitNone(made.id(), DeliveryStatus.WAITING);
        assertThat(log(made.id()))
                .hasSize(6)
                .allMatch(row -> row.status() == DeliveryStatus.DELIVERED && row.attempts() == 1 && row.answer() == 200)
                .allMatch(row -> row.answerBody().equals("thank you") && row.problem() == null && row.dueAt() == null);
        assertThat(log(made.id()).get(5).body()).isEqualTo(created.body());
        assertThat(log(made.id()).get(5).message()).isEqualTo(created.id());
        assertThat(log(other.id())).singleElement().matches(row -> row.type() == EventType.KEY_DELETED);
        for (String table : List.of("webhook", "webhook_secret", "webhook_delivery", "safe", "audit_event")) {
            assertThat(companies.rows("SELECT * FROM " + table))
                    .as(table)
                    .noneMatch(row -> row.contains(made.secret()));
        }
    }

    @Test
    void importIsToldAsAWhole() throws Exception {
        Receiver receiver = receiver();
        make(receiver, EventType.PRODUCT_CHANGED, EventType.IMPORT_FINISHED);
        String form = """
                --b
                Content-Disposition: form-data; name="entity"

                products
                --b
                Content-Disposition: form-data; name="file"; filename="products.csv"

                name
                Tile
                Rug
                --b--
                """.replace("\n", "\r\n");
        HttpResponse<String> answer = Http.send(
                "POST",
                Inside.url() + "/api/import",
                form,
                "x-api-key",
                key("Import").reveal(),
                "Content-Type",
                "multipart/form-data; boundary=b");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);

        String company = "{\"companyId\":" + companies.id();
        assertThat(Stream.of(receiver.next(), receiver.next()).map(it -> it.type() + " " + it.data()))
                .containsExactlyInAnyOrder(
                        "import.finished " + company
                                + ",\"entity\":\"products\",\"status\":\"done\",\"imported\":2,\"errorCount\":0}",
                        "product.changed " + company + ",\"change\":\"imported\",\"count\":2}");
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void whatIsRolledBackIsNotTold() throws Exception {
        NewWebhook made = make(receiver(), EventType.KEY_CREATED);
        UserTransaction transaction = Companies.look("java:jboss/UserTransaction");
        transaction.begin();
        try {
            key("Never");
            assertThat(log(made.id())).hasSize(1);
        } finally {
            transaction.rollback();
        }
        assertThat(log(made.id())).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameIdAndSentAgainByHand() throws Exception {
        Receiver receiver = receiver()
                .answer(500, "x".repeat(5000) + "\u0000")
                .answer(503, "", "Retry-After", "7200")
                .answer(302, "", "Location", "/elsewhere");
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        key("One");
        Message first = receiver.next();
        LoggedDelivery failed = awaitTried(made.id(), 1);
        assertThat(failed.status()).isEqualTo(DeliveryStatus.WAITING);
        assertThat(failed.answer()).isEqualTo(500);
        assertThat(failed.answerBody()).hasSize(1024);
        assertThat(Duration.between(failed.attemptedAt(), failed.dueAt())).isBetween(seconds(5), seconds(6));
        assertThat(get(made.id()).failures()).isOne();

        tryNow(made.id());
        receiver.next();
        LoggedDelivery patient = awaitTried(made.id(), 2);
        assertThat(Duration.between(patient.attemptedAt(), patient.dueAt())).isBetween(seconds(7200), seconds(7930));

        tryNow(made.id());
        receiver.next();
        assertThat(awaitTried(made.id(), 3).answer())
                .as("redirects are not followed")
                .isEqualTo(302);

        tryNow(made.id());
        Message last = receiver.next();
        assertThat(last.id()).isEqualTo(first.id());
        assertThat(last.body()).isEqualTo(first.body());
        assertThat(last.isSignedBy(made.secret())).isTrue();
        assertThat(awaitTried(made.id(), 4).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(get(made.id()).failures()).isZero();

        administer(() -> webhooks.resend(made.id(), failed.id()));
        assertThat(receiver.next().id()).isEqualTo(first.id());
        assertThat(awaitTried(made.id(), 1).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(receiver.isEmpty()).isTrue();
        assertThat(events(made.id())).contains("webhook.resent|message: " + first.id());
    }

    @Test
    void webhookIsDisabledWhereItsReceiverWantsNothingOrCannotBeReached() throws Exception {
        Receiver receiver = receiver().answer(410, "");
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        key("Gone");
        receiver.next();
        awaitNone(made.id(), DeliveryStatus.WAITING);
        assertThat(get(made.id()).disabledBecause()).isEqualTo(DisabledBecause.GONE);
        assertThat(log(made.id()).get(0).status()).isEqualTo(DeliveryStatus.FAILED);
        key("Not told");
        assertThat(log(made.id())).hasSize(1);
        assertConflict("webhook_disabled", () -> webhooks.ping(made.id()));
        assertConflict(
                "webhook_disabled",
                () -> webhooks.resend(made.id(), log(made.id()).get(0).id()));

        receiver.close();
        administer(() -> webhooks.enable(made.id(), null));
        key("First");
        awaitTried(made.id(), 1);
        fill(made.id(), 1, "WAITING", "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "UTC_TIMESTAMP(6)");
        tryForTheLastTime(made.id(), "key.created");
        awaitNone(made.id(), DeliveryStatus.WAITING);
        assertThat(get(made.id()).disabledBecause()).isEqualTo(DisabledBecause.FAILED);
        List<LoggedDelivery> log = log(made.id());
        assertThat(log.get(1).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(log.get(1).problem()).isEqualTo(DeliveryProblem.CONNECTION);
        assertThat(log.get(1).attempts()).isEqualTo(10);
        assertThat(log.get(0).status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(events(made.id()))
                .containsExactly(
                        "webhook.created|url: http://127.0.0.1:%s\nevents: key.created".formatted(port(receiver)),
                        "webhook.disabled|because: gone",
                        "webhook.enabled|",
                        "webhook.disabled|because: failed");
    }

    @Test
    void messageThatIsNeverTakenKeepsNothingElseFromBeingSent() throws Exception {
        Receiver receiver = receiver().answer(400, "no", "Retry-After", "3600");
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        key("Refused");
        receiver.next();
        awaitTried(made.id(), 1);
        fill(made.id(), 1, "WAITING", "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "UTC_TIMESTAMP(6) - INTERVAL 1 DAY");
        companies.change(
                "UPDATE webhook SET rests_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id = ?",
                made.id().toString());
        companies.change(
                "UPDATE webhook_delivery SET type = 'key.deleted' WHERE webhook_id = ? AND type = 'ping'",
                made.id().toString());
        administer(() -> webhooks.ping(made.id()));
        assertThat(receiver.next().type()).as("by hand, in spite of its rest").isEqualTo("ping");
        awaitTried(made.id(), 1);

        receiver.answer(400, "no");
        tryForTheLastTime(made.id(), "key.created");
        receiver.next();
        Await.until(() -> log(made.id()).get(1).status() != DeliveryStatus.WAITING);
        assertThat(log(made.id()))
                .extracting(LoggedDelivery::status)
                .containsExactly(DeliveryStatus.DELIVERED, DeliveryStatus.FAILED, DeliveryStatus.WAITING);
        assertThat(get(made.id()).disabled()).isFalse();
    }

    @Test
    void nothingIsSentToADisabledWebhookNorOnceItIsEnabled() throws Exception {
        Receiver receiver = receiver();
        Receiver other = receiver();
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        NewWebhook enabled = make(other, EventType.KEY_CREATED);
        administer(() -> webhooks.disable(made.id(), null));
        fill(made.id(), 1, "WAITING", "UTC_TIMESTAMP(6)", "UTC_TIMESTAMP(6)");
        administer(() -> webhooks.ping(enabled.id()));
        other.next();
        assertThat(log(made.id()).get(0).attempts()).isOne();
        administer(() -> webhooks.enable(made.id(), null));
        assertThat(log(made.id()).get(0).status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void muchIsSentOverFewConnections() throws Exception {
        Receiver receiver = receiver();
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        fill(made.id(), 60, "WAITING", "UTC_TIMESTAMP(6)", "UTC_TIMESTAMP(6)");
        for (int i = 0; i < 60; i++) {
            receiver.next();
        }
        awaitNone(made.id(), DeliveryStatus.WAITING);
        assertThat(receiver.connections()).isLessThan(10);
    }

    @Test
    void rotatedSecretSignsAtOnceAndTheOldOneForADay() throws Exception {
        Receiver receiver = receiver();
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        String next = companies.asAdministrator(() -> webhooks.rotate(made.id(), null, Overlap.DAY));
        assertThat(next).isNotEqualTo(made.secret());
        Instant until = get(made.id()).previousUntil();
        assertThat(Duration.between(Instant.now(), until))
                .isBetween(Duration.ofHours(24).minus(SLACK), Duration.ofHours(24));
        administer(() -> webhooks.ping(made.id()));
        Message both = receiver.next();
        assertThat(both.type()).isEqualTo("ping");
        assertThat(both.signatures()).isEqualTo(2);
        assertThat(both.isSignedBy(next)).isTrue();
        assertThat(both.isSignedBy(made.secret())).isTrue();

        awaitNone(made.id(), DeliveryStatus.WAITING);
        companies.change(
                "UPDATE webhook_secret SET signs_until = UTC_TIMESTAMP(6) WHERE webhook_id = ? AND signs_until IS NOT NULL",
                made.id().toString());
        Companies.<WebhookDispatch>look("java:global/latchkey/ejb/WebhookDispatch")
                .giveUp();
        assertThat(get(made.id()).previousUntil()).isNull();
        String last = companies.asAdministrator(() -> webhooks.rotate(made.id(), null, Overlap.DAY));
        administer(() -> webhooks.endPrevious(made.id()));
        administer(() -> webhooks.endPrevious(made.id()));
        administer(() -> webhooks.ping(made.id()));
        Message one = receiver.next();
        assertThat(one.signatures()).isOne();
        assertThat(one.isSignedBy(last)).isTrue();
        assertThat(companies.rows(
                        "SELECT COUNT(*) FROM webhook_secret s JOIN safe f ON f.id = s.safe_id WHERE s.webhook_id = ?",
                        made.id().toString()))
                .containsExactly("1");

        awaitNone(made.id(), DeliveryStatus.WAITING);
        String safe = companies
                .rows(
                        "SELECT safe_id FROM webhook_secret WHERE webhook_id = ?",
                        made.id().toString())
                .get(0);
        companies.change("UPDATE safe SET sealed = INSERT(sealed, 60, 1, '-') WHERE id = ?", safe);
        administer(() -> webhooks.ping(made.id()));
        Await.until(() -> log(made.id()).get(0).attemptedAt() != null);
        assertThat(log(made.id()).get(0).problem())
                .as("nothing leaves unsigned")
                .isEqualTo(DeliveryProblem.SECRET);
        assertThat(receiver.isEmpty()).isTrue();
        administer(() -> webhooks.delete(made.id(), null));
        assertThat(companies.rows("SELECT id FROM safe WHERE id = ?", safe)).isEmpty();
    }

    /** Whatever was registered: a name may stand for another address by now. */
    @Test
    void nothingIsSentToPrivateAddresses() throws Exception {
        Receiver receiver = receiver();
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        int attempts = 0;
        for (String url : List.of("http://10.255.255.1/", "http://[::1]:" + port(receiver) + "/")) {
            companies.change(
                    "UPDATE webhook SET url = ? WHERE id = ?", url, made.id().toString());
            if (attempts == 0) {
                administer(() -> webhooks.ping(made.id()));
            } else {
                tryNow(made.id());
            }
            attempts++;
            LoggedDelivery refused = awaitTried(made.id(), attempts);
            assertThat(refused.problem()).as(url).isEqualTo(DeliveryProblem.PRIVATE_ADDRESS);
            assertThat(refused.answer()).isNull();
        }
        assertThat(receiver.isEmpty()).isTrue();

        companies.change(
                "UPDATE webhook SET url = ? WHERE id = ?",
                receiver.url(),
                made.id().toString());
        administer(() -> webhooks.ping(made.id()));
        assertThat(receiver.next().type()).isEqualTo("ping");
        assertThat(awaitTried(made.id(), 1).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(log(made.id()))
                .as("a ping that waits is sent, not another one")
                .hasSize(1);
    }

    @Test
    void slowReceiverKeepsNobodyElseWaiting() throws Exception {
        Receiver slow = receiver();
        Receiver quick = receiver();
        NewWebhook late = make(slow, EventType.KEY_CREATED);
        make(quick, EventType.KEY_CREATED);
        slow.hold();
        key("One");
        assertThat(quick.next().type()).isEqualTo("key.created");
        key("Two");
        assertThat(quick.next().type()).isEqualTo("key.created");
        assertThat(log(late.id())).hasSize(2).allMatch(row -> row.attemptedAt() == null);
        slow.release();
        slow.next();
        slow.next();
        awaitNone(late.id(), DeliveryStatus.WAITING);
    }

    @Test
    void onlyWhoMaySeesAndChanges() throws Exception {
        NewWebhook made = make(receiver(), EventType.KEY_CREATED);
        String auditor = "auditor-" + companies.administrator();
        companies.join("Auditor", auditor);
        companies.change("INSERT INTO role_permission VALUES (?, 'company', 'VIEW')", companies.role("Auditor"));

        assertThatThrownBy(() -> webhooks.list(companies.id())).isInstanceOf(EJBAccessException.class);
        assertForbidden("company:view", () -> companies.asViewer(() -> webhooks.list(companies.id())));
        assertForbidden("company:view", () -> companies.asViewer(() -> webhooks.get(made.id())));
        assertForbidden("company:view", () -> companies.asViewer(() -> webhooks.deliveries(made.id(), 0, 10)));
        assertThat(companies.as(auditor, () -> webhooks.list(companies.id())))
                .singleElement()
                .matches(row -> !row.changeable() && row.id().equals(made.id()))
                .matches(row -> row.settings().url().matches("http://127.0.0.1:[0-9]+"));
        assertThat(companies
                        .as(auditor, () -> webhooks.get(made.id()))
                        .settings()
                        .url())
                .doesNotContain("hooks");
        assertThat(companies
                        .as(auditor, () -> webhooks.deliveries(made.id(), 0, 10))
                        .rows())
                .isEmpty();
        for (Callable<?> change : everyChange(made.id())) {
            assertForbidden("company:change", () -> companies.as(auditor, change));
        }
        String owner = companies.administrator();
        companies.found("UTC");
        for (Callable<?> call : everyChange(made.id())) {
            assertThat(catchThrowable(() -> companies.asAdministrator(call))).isInstanceOf(NotFound.class);
        }
        assertThat(catchThrowable(() -> companies.asAdministrator(() -> webhooks.get(made.id()))))
                .isInstanceOf(NotFound.class);
        assertThat(catchThrowable(() -> companies.asAdministrator(() -> webhooks.deliveries(made.id(), 0, 10))))
                .isInstanceOf(NotFound.class);
        NewWebhook own = make(receiver(), EventType.KEY_CREATED);
        administer(() -> webhooks.ping(own.id()));
        UUID foreign = companies.as(owner, () -> {
            webhooks.ping(made.id());
            return webhooks.deliveries(made.id(), 0, 10).rows().get(0).id();
        });
        assertThat(catchThrowable(() -> companies.asAdministrator(() -> run(() -> webhooks.resend(own.id(), foreign)))))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void everyBrokenRuleIsNamedAndStaleChangesAreRefused() throws Exception {
        Receiver receiver = receiver();
        assertThat(violations(new WebhookSettings("", "http://10.0.0.1/", Set.of())))
                .containsExactly(
                        new Violation("name", "required"),
                        new Violation("url", "private-address"),
                        new Violation("events", "required"));
        NewWebhook made = make(receiver, EventType.KEY_CREATED);
        RegisteredWebhook seen = get(made.id());
        assertThat(violations(seen.settings())).containsExactly(new Violation("name", "taken"));
        administer(() -> webhooks.edit(
                made.id(),
                seen.version(),
                new WebhookSettings("Other", receiver.url(), Set.of(EventType.KEY_DELETED))));
        assertThat(get(made.id()).settings().events()).containsExactly(EventType.KEY_DELETED);
        administer(() -> webhooks.edit(
                made.id(),
                null,
                new WebhookSettings("Other", receiver.url() + "&secret", Set.of(EventType.KEY_DELETED))));
        assertThat(events(made.id())).last().isEqualTo("webhook.edited|path: changed");
        assertConflict(Conflict.CHANGED, () -> webhooks.edit(made.id(), seen.version(), seen.settings()));
        assertConflict(Conflict.CHANGED, () -> webhooks.rotate(made.id(), seen.version(), Overlap.NONE));
        assertConflict(Conflict.CHANGED, () -> webhooks.disable(made.id(), seen.version()));
        assertConflict(Conflict.CHANGED, () -> webhooks.delete(made.id(), seen.version()));
        companies.change(
                "INSERT INTO webhook (id, version, company_id, name, url, created_at, failures)"
                        + " SELECT UUID(), 1, ?, CONCAT('W', seq), 'https://app.example', UTC_TIMESTAMP(6), 0"
                        + " FROM seq_2_to_20",
                companies.id());
        assertThat(violations(new WebhookSettings("Last", receiver.url(), Set.of(EventType.KEY_CREATED))))
                .containsExactly(new Violation("name", "too-many-webhooks"));
    }

    @Test
    void logAndBacklogAreBounded() throws Exception {
        NewWebhook made = make(receiver(), EventType.KEY_CREATED);
        UUID id = made.id();
        fill(id, 1005, "DELIVERED", "NULL", "UTC_TIMESTAMP(6) - INTERVAL seq SECOND");
        fill(id, 2, "DELIVERED", "NULL", "UTC_TIMESTAMP(6) - INTERVAL 31 DAY");
        fill(id, 1, "WAITING", "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "UTC_TIMESTAMP(6) - INTERVAL 31 DAY");
        WebhookDispatch dispatch = Companies.look("java:global/latchkey/ejb/WebhookDispatch");
        dispatch.prune();
        assertThat(companies.rows(
                        "SELECT status, COUNT(*) FROM webhook_delivery WHERE webhook_id = ? GROUP BY status ORDER BY 1",
                        id.toString()))
                .containsExactly("DELIVERED|1000", "WAITING|1");
        assertThat(companies
                        .asAdministrator(() -> webhooks.deliveries(id, 990, 500))
                        .rows())
                .hasSize(11);

        fill(id, 9_999, "WAITING", "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "UTC_TIMESTAMP(6)");
        dispatch.giveUp();
        assertThat(get(id).disabled()).isFalse();
        companies.change("UPDATE webhook SET failures = 1 WHERE id = ?", id.toString());
        dispatch.giveUp();
        assertThat(get(id).disabled()).isFalse();
        fill(id, 1, "WAITING", "UTC_TIMESTAMP(6) + INTERVAL 1 DAY", "UTC_TIMESTAMP(6)");
        companies.change("UPDATE webhook SET failures = 0 WHERE id = ?", id.toString());
        dispatch.giveUp();
        assertThat(get(id).disabled()).as("its receiver takes what comes").isFalse();
        companies.change("UPDATE webhook SET failures = 1 WHERE id = ?", id.toString());
        dispatch.giveUp();
        assertThat(get(id).disabledBecause()).isEqualTo(DisabledBecause.BACKLOG);
        assertThat(companies.rows(
                        "SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = ? AND due_at IS NOT NULL",
                        id.toString()))
                .containsExactly("0");
        administer(() -> webhooks.delete(id, null));
        assertThat(companies.rows("SELECT 1 FROM webhook_delivery WHERE webhook_id = ? LIMIT 1", id.toString()))
                .isEmpty();
    }

    private void fill(UUID webhook, int rows, String status, String dueAt, String createdAt) throws SQLException {
        companies.change(
                "INSERT INTO webhook_delivery (id, webhook_id, type, body, created_at, status, due_at, attempts)"
                        + " SELECT UUID(), ?, 'ping', '{}', " + createdAt + ", '" + status + "', " + dueAt
                        + ", 1 FROM seq_1_to_" + rows,
                webhook.toString());
    }

    private Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    private static String port(Receiver receiver) {
        return receiver.url().replaceAll("http://127.0.0.1:([0-9]+)/.*", "$1");
    }

    private NewWebhook make(Receiver receiver, EventType... types) throws Exception {
        WebhookSettings settings = new WebhookSettings("Webhook " + port(receiver), receiver.url(), Set.of(types));
        return companies.asAdministrator(() -> webhooks.create(companies.id(), settings));
    }

    private ApiKey key(String name) throws Exception {
        return companies.asAdministrator(
                () -> keys.create(companies.id(), new NewKey(name, null, KeySettings.DEFAULT)));
    }

    private RegisteredWebhook get(UUID id) throws Exception {
        return companies.asAdministrator(() -> webhooks.get(id));
    }

    /** The newest first. */
    private List<LoggedDelivery> log(UUID id) {
        try {
            return companies
                    .asAdministrator(() -> webhooks.deliveries(id, 0, 100))
                    .rows();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitNone(UUID webhook, DeliveryStatus status) {
        Await.until(() -> log(webhook).stream().noneMatch(row -> row.status() == status));
    }

    /** The newest message, once another attempt has ended, of which there were so many. */
    private LoggedDelivery awaitTried(UUID webhook, int attempts) {
        Await.until(() -> {
            Instant tried = log(webhook).get(0).attemptedAt();
            return tried != null && !tried.equals(lastTried);
        });
        LoggedDelivery newest = log(webhook).get(0);
        lastTried = newest.attemptedAt();
        assertThat(newest.attempts()).isEqualTo(attempts);
        return newest;
    }

    private void tryForTheLastTime(UUID webhook, String type) throws SQLException {
        companies.change(
                "UPDATE webhook_delivery SET attempts = 9, due_at = UTC_TIMESTAMP(6) WHERE webhook_id = ? AND type = ?"
                        + " AND status = 'WAITING'",
                webhook.toString(),
                type);
        companies.change("UPDATE webhook SET rests_until = NULL WHERE id = ?", webhook.toString());
    }

    private void tryNow(UUID webhook) throws SQLException {
        companies.change("UPDATE webhook SET rests_until = NULL WHERE id = ?", webhook.toString());
        companies.change(
                "UPDATE webhook_delivery SET due_at = UTC_TIMESTAMP(6) WHERE webhook_id = ? AND due_at IS NOT NULL",
                webhook.toString());
    }

    private List<String> events(UUID webhook) throws SQLException {
        return companies.rows(
                "SELECT kind, details FROM audit_event WHERE subject_id = ? ORDER BY sequence", webhook.toString());
    }

    private List<Callable<?>> everyChange(UUID id) {
        WebhookSettings settings = new WebhookSettings("Mine", "https://app.example", Set.of(EventType.KEY_CREATED));
        return Stream.<Runnable>of(
                        () -> webhooks.edit(id, null, settings),
                        () -> webhooks.rotate(id, null, Overlap.NONE),
                        () -> webhooks.endPrevious(id),
                        () -> webhooks.ping(id),
                        () -> webhooks.resend(id, UUID.randomUUID()),
                        () -> webhooks.enable(id, null),
                        () -> webhooks.disable(id, null),
                        () -> webhooks.delete(id, null))
                .<Callable<?>>map(change -> () -> run(change))
                .toList();
    }

    private List<Violation> violations(WebhookSettings settings) {
        return catchThrowableOfType(
                        Invalid.class, () -> companies.asAdministrator(() -> webhooks.create(companies.id(), settings)))
                .violations();
    }

    private void assertConflict(String code, Runnable call) {
        assertThat(catchThrowableOfType(Conflict.class, () -> administer(call)).code())
                .isEqualTo(code);
    }

    private static void assertForbidden(String permission, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThat(catchThrowableOfType(Forbidden.class, call).permission()).isEqualTo(permission);
    }

    private void administer(Runnable change) throws Exception {
        companies.asAdministrator(() -> run(change));
    }

    private static Object run(Runnable call) {
        call.run();
        return "done";
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
