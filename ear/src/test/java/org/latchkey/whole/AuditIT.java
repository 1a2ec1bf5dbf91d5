package org.latchkey.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBAccessException;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latchkey.apikey.ApiKeys;
import org.latchkey.apikey.KeySettings;
import org.latchkey.apikey.NewKey;
import org.latchkey.audit.Activity;
import org.latchkey.audit.ActivityEvent;
import org.latchkey.audit.ActivityFilter;
import org.latchkey.audit.ActivityRows;
import org.latchkey.chain.Event;
import org.latchkey.chain.Link;
import org.latchkey.problem.NotFound;

/** The chain of events, as services write it inside the server, many at once. */
@ArquillianTest
class AuditIT {

    private Companies companies;
    private ApiKeys keys;
    private Activity activity;

    @Deployment
    static WebArchive inside() {
        return Inside.archive(AuditIT.class);
    }

    @BeforeEach
    void makeCompany() throws Exception {
        companies = new Companies();
        companies.found("Europe/Lisbon");
        keys = Companies.look("java:global/latchkey/ejb/ApiKeys");
        activity = Companies.look("java:global/latchkey/ejb/Activity");
    }

    @Test
    void nobodyGetsNothing() {
        assertThatThrownBy(() -> activity.olderThan(companies.id(), ActivityFilter.NONE, Long.MAX_VALUE, 10))
                .isInstanceOf(EJBAccessException.class);
    }

    @Test
    void anotherCompanyDoesNotExist() throws Exception {
        long foreign = companies.id();
        companies.found("Europe/Lisbon");
        assertThatThrownBy(() -> companies.asAdministrator(
                        () -> activity.olderThan(foreign, ActivityFilter.NONE, Long.MAX_VALUE, 10)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void manyAtOnceMakeOneChainWithoutGaps() throws Exception {
        create("First");
        Companies.atOnce(IntStream.range(0, 8)
                .<Callable<UUID>>mapToObj(thread -> () -> {
                    for (int i = 0; i < 5; i++) {
                        UUID key = create(thread + "/" + i);
                        revoke(key);
                    }
                    return null;
                })
                .toList());

        assertThat(verifiedChain()).isEqualTo(81);
    }

    /** Whoever has written an event may still wait for a key that another one has locked, who then writes theirs. */
    @Test
    void longDeedsDoNotWaitForEachOther() throws Exception {
        UUID first = create("First");
        UUID second = create("Second");
        CyclicBarrier bothHaveRevoked = new CyclicBarrier(2);
        Companies.atOnce(List.of(
                () -> inOneTransaction(() -> {
                    revoke(first);
                    bothHaveRevoked.await(20, TimeUnit.SECONDS);
                    revoke(second);
                }),
                () -> inOneTransaction(() -> {
                    revoke(second);
                    bothHaveRevoked.await(20, TimeUnit.SECONDS);
                })));

        assertThat(verifiedChain()).isEqualTo(4);
    }

    @Test
    void whatWasNotDoneLeavesNoEventAndNoGap() throws Exception {
        UUID key = create("Kept");
        UserTransaction transaction = Companies.look("java:jboss/UserTransaction");
        transaction.begin();
        revoke(key);
        transaction.rollback();
        revoke(key);

        assertThat(verifiedChain()).isEqualTo(2);
    }

    @Test
    void eventsCannotBeChangedOrDeleted() throws Exception {
        create("Kept");

        assertThatThrownBy(() ->
                        companies.change("UPDATE audit_event SET subject = 'x' WHERE company_id = ?", companies.id()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("only ever added");
        assertThatThrownBy(() -> companies.change("DELETE FROM audit_event WHERE company_id = ?", companies.id()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("only ever added");
        assertThat(verifiedChain()).isEqualTo(1);
    }

    @Test
    void pagesFollowInBothDirections() throws Exception {
        for (String name : List.of("One", "Two", "Three", "Four", "Five")) {
            create(name);
        }

        ActivityRows first = older(Long.MAX_VALUE);
        assertThat(first.rows()).extracting(ActivityEvent::subject).containsExactly("Five", "Four");
        assertThat(first.newer()).isFalse();
        ActivityRows second = older(first.rows().get(1).sequence());
        assertThat(second.rows()).extracting(ActivityEvent::subject).containsExactly("Three", "Two");
        ActivityRows last = older(second.rows().get(1).sequence());
        assertThat(last.rows()).extracting(ActivityEvent::subject).containsExactly("One");
        assertThat(last.older()).isFalse();
        assertThat(last.newer()).isTrue();
        ActivityRows back = newer(last.rows().get(0).sequence());
        assertThat(back.rows()).extracting(ActivityEvent::subject).containsExactly("Three", "Two");
        assertThat(back.newer()).isTrue();
        assertThat(newer(back.rows().get(0).sequence()).newer()).isFalse();
    }

    private ActivityRows older(long place) throws Exception {
        return companies.asViewer(() -> activity.olderThan(companies.id(), ActivityFilter.NONE, place, 2));
    }

    private ActivityRows newer(long place) throws Exception {
        return companies.asViewer(() -> activity.newerThan(companies.id(), ActivityFilter.NONE, place, 2));
    }

    private UUID create(String name) throws Exception {
        return companies
                .asAdministrator(() -> keys.create(companies.id(), new NewKey(name, null, KeySettings.DEFAULT)))
                .id();
    }

    private void revoke(UUID key) throws Exception {
        companies.asAdministrator(() -> {
            keys.revoke(key, null);
            return null;
        });
    }

    /** How many events the company has, each of which fits to the one before it, and the last one to the head. */
    private int verifiedChain() throws SQLException {
        List<String> sequences = companies.rows(
                "SELECT sequence FROM audit_event WHERE company_id = ? ORDER BY sequence", companies.id());
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, sequences.size())
                        .mapToObj(Long::toString)
                        .toList());
        String hash = Link.START;
        for (String sequence : sequences) {
            String previous = hash;
            hash = link(Long.parseLong(sequence)).hash(previous);
            assertThat(companies.rows(
                            "SELECT hash FROM audit_event WHERE company_id = ? AND sequence = ?",
                            companies.id(),
                            sequence))
                    .containsExactly(hash);
        }
        assertThat(companies.rows("SELECT sequence, hash FROM audit_head WHERE company_id = ?", companies.id()))
                .containsExactly(sequences.size() + "|" + hash);
        return sequences.size();
    }

    private Link link(long sequence) throws SQLException {
        String[] columns = companies.rows("""
                        SELECT at, actor_id, actor, address, kind, subject_id, subject, details FROM audit_event
                        WHERE company_id = ? AND sequence = ? AND actor_key IS NULL
                        """, companies.id(), sequence).get(0).split("\\|", -1);
        Instant at = LocalDateTime.parse(columns[0]).toInstant(ZoneOffset.UTC);
        Event event = new Event(
                at,
                Long.valueOf(columns[1]),
                columns[2],
                null,
                columns[3],
                columns[4],
                UUID.fromString(columns[5]),
                columns[6],
                columns[7]);
        return new Link(companies.id(), sequence, event);
    }

    private static UUID inOneTransaction(Deeds deeds) throws Exception {
        UserTransaction transaction = Companies.look("java:jboss/UserTransaction");
        transaction.begin();
        try {
            deeds.run();
        } catch (Exception e) {
            transaction.rollback();
            throw e;
        }
        transaction.commit();
        return null;
    }

    private interface Deeds {
        void run() throws Exception;
    }
}
