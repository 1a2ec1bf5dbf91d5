package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.credential.ApiKey;

/** What Latchkey tells people by mail, through a real mail server, and what it does with keys by itself. */
@ArquillianTest
class NoticesIT {

    private static final String WHOAMI = TestServer.URL + "/api/2/whoami";

    private static GreenMail mailServer;

    private Office office;

    @Deployment(testable = false)
    static WebArchive jobs() {
        return ShrinkWrap.create(WebArchive.class, "jobs.war")
                .addClass(Jobs.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(
                        new StringAsset("Dependencies: deployment.latchkey.ear.ejb.jar\n"), "MANIFEST.MF");
    }

    @BeforeAll
    static void startMailServer() {
        int port = Integer.getInteger("test.mail.port");
        mailServer = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
    }

    @AfterAll
    static void stopMailServer() {
        mailServer.stop();
    }

    @BeforeEach
    void found() {
        office = new Office();
    }

    @Test
    void expiryIsAnnouncedOnceAt30And7And1DaysAhead() throws Exception {
        String name = "Übersicht – 日本";
        ApiKey key = office.key(office.clerk, name, Duration.ofDays(31));
        watch();
        assertThat(mailsTo(office.clerk)).isEmpty();

        for (Duration left : List.of(Duration.ofDays(29), Duration.ofDays(6), Duration.ofHours(20))) {
            Instant at = Office.left(key, left);
            watch();
            watch();

            List<MimeMessage> mails = mailsTo(office.clerk);
            assertThat(mails).hasSize(1);
            MimeMessage mail = mails.get(0);
            assertThat(mail.getSubject()).isEqualTo("API key “" + name + "” works until " + lastDay(at));
            assertThat(text(mail))
                    .contains("Hello clerk,")
                    .contains("“" + name + "”, which ends in " + key.hint())
                    .contains("Company: " + office.name())
                    .contains("Last day: " + lastDay(at))
                    .contains(TestServer.URL + "/account/api/keys?company=" + office.id)
                    .doesNotContain(key.reveal());
            assertThat(mail.getFrom()[0]).hasToString("latchkey@bank.example");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            mailServer.purgeEmailFromAllMailboxes();
        }
        assertThat(Office.events(key))
                .containsExactly(
                        "key.announced|null|days: 30", "key.announced|null|days: 7", "key.announced|null|days: 1");
        assertThat(mailsTo(office.administrator)).isEmpty();
    }

    @Test
    void serverThatStoodStillForLongSendsOneMailAndNotThree() throws Exception {
        ApiKey key = office.key(office.clerk, "Nearly over", Duration.ofHours(20));
        watch();
        watch();

        assertThat(mailsTo(office.clerk)).hasSize(1);
        assertThat(Office.events(key)).containsExactly("key.announced|null|days: 1");
    }

    @Test
    void keyThatIsMadeForFiveDaysSkipsWhatIsPast() throws Exception {
        ApiKey key = office.key(office.clerk, "Short", Duration.ofDays(5));
        watch();
        Office.left(key, Duration.ofHours(3));
        watch();

        assertThat(Office.events(key)).containsExactly("key.announced|null|days: 7", "key.announced|null|days: 1");
    }

    @Test
    void keyThatIsNotAcceptedIsNotAnnounced() throws Exception {
        office.key(office.clerk, "Over", Duration.ofHours(-1));
        ApiKey revoked = office.key(office.clerk, "Revoked", Duration.ofHours(1));
        Office.daysAgo(revoked, "revoked_at", 1);
        watch();

        assertThat(mailsTo(office.clerk)).isEmpty();
    }

    @Test
    void ownerGetsOneMailForAllKeys() throws Exception {
        office.key(office.clerk, "First", Duration.ofDays(3));
        office.key(office.clerk, "Second", Duration.ofDays(20));
        office.key(office.clerk, "Third", Duration.ofHours(4));
        watch();

        List<MimeMessage> mails = mailsTo(office.clerk);
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0).getSubject()).isEqualTo("3 API keys expire soon");
        assertThat(text(mails.get(0))).contains("“First”", "“Second”", "“Third”");
    }

    @Test
    void announcingDoesNotCountAsAChangeOfTheKey() {
        ApiKey key = office.key(office.clerk, "Open in a form", Duration.ofDays(3));
        watch();

        assertThat(Office.column(key, "announced_days")).isEqualTo("7");
        assertThat(Office.column(key, "version")).isEqualTo("1");
    }

    @Test
    void administratorsHearOfServiceAccountsAndOfThoseWhoLeft() throws Exception {
        Keys.change("UPDATE user_account SET disabled_at = UTC_TIMESTAMP(6) WHERE email = ?", office.deputy);
        office.key(office.service(), "Nightly sync", Duration.ofDays(3));
        office.key(office.deputy, "Left behind", Duration.ofDays(3));
        watch();

        assertThat(mailsTo(office.administrator))
                .extracting(NoticesIT::text)
                .anyMatch(it -> it.contains("“Nightly sync”") && it.contains("Owner: service"))
                .anyMatch(it -> it.contains("“Left behind”") && it.contains("Owner: deputy"))
                .hasSize(2);
        assertThat(mailsTo(office.deputy)).isEmpty();
        assertThat(mailsTo(office.clerk)).isEmpty();
    }

    @Test
    void mailServerThatIsAwayDelaysMailsAndNothingElse() throws Exception {
        mailServer.stop();
        try {
            ApiKey key = office.key(office.clerk, "Patient", Duration.ofDays(3));
            watch();
            deliver();
            deliver();
            assertThat(call(key).statusCode()).isEqualTo(200);
            assertThat(Office.events(key)).containsExactly("key.announced|null|days: 7");
            assertThat(waiting(office.clerk)).containsExactly("0");
        } finally {
            startMailServer();
        }

        assertThat(mailsTo(office.clerk)).hasSize(1);
        watch();
        assertThat(mailsTo(office.clerk)).hasSize(1);
        assertThat(waiting(office.clerk)).isEmpty();
    }

    @Test
    void addressThatFailsDoesNotKeepOthersWaitingAndIsTriedAgain() throws Exception {
        String nobody = "no address " + UUID.randomUUID();
        Keys.change("UPDATE user_account SET email = ? WHERE email = ?", nobody, office.administrator);
        office.key(nobody, "Unheard", Duration.ofDays(3));
        office.key(office.clerk, "Heard", Duration.ofDays(3));
        watch();

        assertThat(mailsTo(office.clerk)).hasSize(1);
        assertThat(waiting(nobody)).containsExactly("1");

        Keys.change("UPDATE notice SET due_at = UTC_TIMESTAMP(6) WHERE recipient = ?", nobody);
        deliver();
        assertThat(waiting(nobody)).containsExactly("2");

        Keys.change("UPDATE notice SET created_at = UTC_TIMESTAMP(6) - INTERVAL 4 DAY WHERE recipient = ?", nobody);
        deliver();
        assertThat(waiting(nobody)).isEmpty();
    }

    @Test
    void subjectWithALineBreakMakesNoHeader() throws Exception {
        Keys.change("""
                INSERT INTO notice (recipient, subject, body, created_at, due_at)
                VALUES (?, ?, 'text', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
                """, office.clerk, "Harmless\r\nBcc: " + office.deputy + "\r\nX-Other: 1");

        MimeMessage mail = mailsTo(office.clerk).get(0);
        assertThat(mail.getSubject()).startsWith("Harmless  Bcc: ");
        assertThat(mail.getHeader("X-Other")).isNull();
        assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
        assertThat(mailsTo(office.deputy)).isEmpty();
    }

    @Test
    void ownerOfAnUnusedKeyIsWarnedOnceAWeekBefore() throws Exception {
        revokeUnusedAfterDays(30);
        ApiKey key = office.key(office.clerk, "Forgotten");
        Office.daysAgo(key, "created_at", 22);
        watch();
        assertThat(mailsTo(office.clerk)).isEmpty();

        Office.daysAgo(key, "created_at", 23);
        watch();
        watch();
        List<MimeMessage> mails = mailsTo(office.clerk);
        assertThat(mails).hasSize(1);
        String day = lastDay(Instant.now().plus(Duration.ofDays(7)));
        assertThat(mails.get(0).getSubject()).isEqualTo("API key “Forgotten” is unused and will be revoked on " + day);
        assertThat(text(mails.get(0))).contains("Will be revoked on: " + day, "Using it once keeps it");
        assertThat(Office.events(key)).containsExactly("key.unused|null|days: 7");
        assertThat(Office.column(key, "version")).isEqualTo("1");
        assertThat(call(key).statusCode()).isEqualTo(200);
    }

    @Test
    void unusedKeyIsRevokedAWeekAfterTheWarningAndRefusedOnTheNextCall() {
        revokeUnusedAfterDays(30);
        ApiKey key = office.key(office.clerk, "Forgotten");
        useAndAwaitThatItIsNoted(key);
        Office.daysAgo(key, "last_used_at", 31);
        Office.daysAgo(key, "unused_warned_at", 6);
        watch();
        assertThat(Office.column(key, "revoked_at")).isEqualTo("null");

        Office.daysAgo(key, "unused_warned_at", 7);
        watch();
        HttpResponse<String> answer = call(key);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Http.json(answer).getString("code")).isEqualTo("key_revoked");
        assertThat(Office.column(key, "revoked_by")).isEqualTo("null");
        assertThat(Office.events(key)).containsExactly("key.revoked|null|because: unused");
    }

    @Test
    void keyThatIsUsedAfterTheWarningStays() {
        revokeUnusedAfterDays(30);
        ApiKey key = office.key(office.clerk, "Remembered");
        Office.daysAgo(key, "created_at", 40);
        Office.daysAgo(key, "unused_warned_at", 8);
        useAndAwaitThatItIsNoted(key);
        assertThat(Office.column(key, "unused_warned_at")).isEqualTo("null");
        watch();

        assertThat(call(key).statusCode()).isEqualTo(200);
        assertThat(Office.events(key)).isEmpty();
    }

    @Test
    void warningOfLongAgoIsGivenAnew() {
        revokeUnusedAfterDays(30);
        ApiKey key = office.key(office.clerk, "On and off");
        Office.daysAgo(key, "created_at", 90);
        Office.daysAgo(key, "unused_warned_at", 50);
        watch();

        assertThat(Office.events(key)).containsExactly("key.unused|null|days: 7");
        assertThat(Office.column(key, "revoked_at")).isEqualTo("null");
    }

    @Test
    void companyWithoutThatPolicyKeepsUnusedKeys() {
        ApiKey key = office.key(office.clerk, "Spare");
        Office.daysAgo(key, "created_at", 1000);
        watch();

        assertThat(Office.events(key)).isEmpty();
        assertThat(call(key).statusCode()).isEqualTo(200);
    }

    @Test
    void ownerAndAdministratorsHearOfALeakedKey() throws Exception {
        ApiKey key = office.key(office.clerk, "Leaked");
        assertThat(Http.send(
                                "POST",
                                TestServer.URL + "/api/2/auth/leaks",
                                "{\"keys\":[\"" + key.reveal() + "\"]}",
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(202);

        for (String recipient : List.of(office.clerk, office.administrator, office.deputy)) {
            List<MimeMessage> mails = mailsTo(recipient);
            assertThat(mails).as(recipient).hasSize(1);
            assertThat(mails.get(0).getSubject()).isEqualTo("API key “Leaked” has leaked and was revoked");
            assertThat(text(mails.get(0))).contains("Owner: clerk").doesNotContain(key.reveal());
        }
    }

    @Test
    void twoServersWithOneDatabaseTellEverybodyOnce() throws Exception {
        List<Office> offices = Stream.generate(Office::new).limit(8).toList();
        for (Office each : offices) {
            for (String owner : List.of(each.administrator, each.deputy, each.clerk)) {
                each.key(owner, "One of " + owner, Duration.ofDays(3));
                each.key(owner, "Another of " + owner, Duration.ofDays(20));
            }
        }
        try (OwnServer second = OwnServer.prepare("second", TestServer.database())) {
            jobs().as(ZipExporter.class)
                    .exportTo(second.wildfly.deployments().resolve("jobs.war").toFile());
            second.start().wildfly.awaitDeployed("jobs.war", Duration.ofMinutes(1));
            List<String> urls = List.of(TestServer.URL, second.url);
            for (String name : List.of("watch", "deliver")) {
                urls.parallelStream().forEach(url -> job(url, name));
            }
        }

        for (Office each : offices) {
            for (String owner : List.of(each.administrator, each.deputy, each.clerk)) {
                assertThat(mailsTo(owner)).as(owner).hasSize(1);
            }
        }
    }

    private void revokeUnusedAfterDays(int days) {
        Keys.change("UPDATE company SET key_unused_days = ? WHERE id = ?", days, office.id);
    }

    private static HttpResponse<String> call(ApiKey key) {
        return Http.get(WHOAMI, "x-api-key", key.reveal());
    }

    private static void useAndAwaitThatItIsNoted(ApiKey key) {
        assertThat(call(key).statusCode()).isEqualTo(200);
        Await.until(() -> !Office.column(key, "last_used_at").equals("null"));
    }

    private static void watch() {
        job("watch");
    }

    private static void deliver() {
        job("deliver");
    }

    private static void job(String name) {
        job(TestServer.URL, name);
    }

    private static void job(String url, String name) {
        HttpResponse<String> answer = Http.send("POST", url + "/jobs/" + name, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** How often each mail to an address was tried that has not been sent. */
    private static List<String> waiting(String address) {
        return Office.rows("SELECT tries FROM notice WHERE recipient = ?", address);
    }

    /** What an address has received, once all is sent. */
    private static List<MimeMessage> mailsTo(String address) throws MessagingException {
        deliver();
        List<MimeMessage> mails = new ArrayList<>();
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            if (List.of(mail.getAllRecipients()).toString().equals("[" + address + "]")) {
                mails.add(mail);
            }
        }
        return mails;
    }

    private static String text(MimeMessage mail) {
        try {
            return (String) mail.getContent();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lastDay(Instant end) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
                .format(end.minusNanos(1).atZone(ZoneId.of(Office.ZONE)));
    }
}
