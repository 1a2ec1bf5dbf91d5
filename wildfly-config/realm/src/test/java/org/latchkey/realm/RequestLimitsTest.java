package org.latchkey.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wildfly.security.auth.server.RealmUnavailableException;

@Timeout(60)
class RequestLimitsTest {

    private static final int CALLERS = 64;
    private static final UUID TOKEN = new UUID(0, 1);

    private final ClockByHand clock = new ClockByHand();
    private final Database database = new Database();
    private final RequestLimits limits = new RequestLimits(clock);

    @BeforeEach
    void keepBlocks() {
        limits.keepBlocks();
    }

    @Test
    void limitIsExactWhateverComesAtOnce() throws Exception {
        database.limit(TOKEN, 20_000);

        assertThat(letIn(limits)).isEqualTo(20_000);
        assertThat(limits.take(TOKEN, database)).isFalse();
        assertThat(database.asked.get()).as("not for each request").isLessThan(1000);
    }

    @Test
    void limitIsExactOnTwoServersThatShareIt() throws Exception {
        RequestLimits other = new RequestLimits(clock);
        other.keepBlocks();
        database.slow = true;
        database.limit(TOKEN, 20_000);

        FutureTask<Integer> there = started(() -> letIn(other));
        int here = letIn(limits);

        assertThat(here + there.get()).isEqualTo(20_000);
    }

    @Test
    void givingBackWhileRequestsAreMadeLosesNoneAndMakesNoneUp() throws Exception {
        database.slow = true;
        database.limit(TOKEN, 20_000);
        FutureTask<Integer> letIn = started(() -> letIn(limits));
        while (!letIn.isDone()) {
            limits.giveBackAll();
            limits.keepBlocks();
            clock.advance(Duration.ofMinutes(2));
            limits.giveBackIdle();
        }

        assertThat(letIn.get()).isEqualTo(20_000);
    }

    @Test
    void blockIsATenthOfWhatIsLeftAndAtMost1000() throws Exception {
        database.limit(TOKEN, 100);
        assertThat(limits.take(TOKEN, database)).isTrue();
        assertThat(database.untaken(TOKEN)).isEqualTo(90);
        assertThat(limits.left(TOKEN)).isEqualTo(9);
        UUID large = new UUID(0, 2);
        database.limit(large, 1_000_000);
        assertThat(limits.take(large, database)).isTrue();
        assertThat(database.untaken(large)).isEqualTo(999_000);
        UUID small = new UUID(0, 3);
        database.limit(small, 1);
        assertThat(limits.take(small, database)).isTrue();
        assertThat(limits.take(small, database)).isFalse();
    }

    @Test
    void tokenThatIsGoneHasNoRequestsLeft() throws Exception {
        assertThat(limits.take(TOKEN, database)).isFalse();
        assertThat(limits.left(TOKEN)).isZero();
    }

    @Test
    void limitThatIsUsedUpIsLookedAtAgainOnceASecond() throws Exception {
        database.limit(TOKEN, 1);
        assertThat(limits.take(TOKEN, database)).isTrue();
        assertThat(limits.take(TOKEN, database)).isFalse();

        // Another server has given one back.
        database.limit(TOKEN, 1);
        assertThat(limits.take(TOKEN, database)).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(limits.take(TOKEN, database)).isTrue();
    }

    @Test
    void whatNobodyHasUsedForAMinuteIsGivenBack() throws Exception {
        UUID used = new UUID(0, 2);
        database.limit(TOKEN, 1000);
        database.limit(used, 1000);
        limits.take(TOKEN, database);
        clock.advance(Duration.ofSeconds(30));
        limits.take(used, database);

        limits.giveBackIdle();
        assertThat(database.untaken(TOKEN)).isEqualTo(900);

        clock.advance(Duration.ofSeconds(30));
        limits.giveBackIdle();
        assertThat(database.untaken(TOKEN)).isEqualTo(999);
        assertThat(limits.left(TOKEN)).isZero();
        assertThat(database.untaken(used)).isEqualTo(900);
        assertThat(limits.left(used)).isEqualTo(99);
        limits.giveBackIdle();
        assertThat(database.untaken(TOKEN)).isEqualTo(999);
    }

    @Test
    void afterTheEndNothingStaysInMemory() throws Exception {
        database.limit(TOKEN, 1000);
        limits.take(TOKEN, database);

        limits.giveBackAll();
        assertThat(database.untaken(TOKEN)).isEqualTo(999);

        for (int i = 1; i <= 10; i++) {
            assertThat(limits.take(TOKEN, database)).isTrue();
            assertThat(database.untaken(TOKEN)).isEqualTo(999 - i);
        }
        limits.keepBlocks();
        limits.take(TOKEN, database);
        assertThat(limits.left(TOKEN)).isEqualTo(97);
    }

    @Test
    void endWaitsForABlockThatIsBeingTaken() throws Exception {
        database.limit(TOKEN, 1000);
        database.hold();
        Caller caller = caller();
        database.awaitHeld();

        FutureTask<Void> task = end();
        Thread end = new Thread(task);
        end.start();
        awaitBlocked(end);
        database.release();
        task.get();

        assertThat(caller.task.get()).isTrue();
        assertThat(database.untaken(TOKEN)).isEqualTo(999);
    }

    @Test
    void whoeverComesDuringTheEndTakesOneRequest() throws Exception {
        UUID other = new UUID(0, 2);
        database.limit(TOKEN, 1000);
        database.limit(other, 1000);
        limits.take(TOKEN, database);
        database.hold();
        FutureTask<Void> end = end();
        new Thread(end).start();
        database.awaitHeld();

        assertThat(limits.take(other, database)).isTrue();

        assertThat(database.untaken(other)).isEqualTo(999);
        database.release();
        end.get();
    }

    @Test
    void whoeverWaitsForABlockThatIsGivenBackTakesAnotherOne() throws Exception {
        database.limit(TOKEN, 1000);
        limits.take(TOKEN, database);
        clock.advance(Duration.ofMinutes(1));
        database.hold();
        FutureTask<Void> upkeep = new FutureTask<>(() -> {
            limits.giveBackIdle();
            return null;
        });
        new Thread(upkeep).start();
        database.awaitHeld();
        Caller caller = caller();
        awaitBlocked(caller.thread);
        database.release();
        upkeep.get();

        assertThat(caller.task.get()).isTrue();
        assertThat(database.untaken(TOKEN) + limits.left(TOKEN)).isEqualTo(998);
    }

    @Test
    void whoeverWaitedForAnAnswerThatDidNotComeIsRefusedAtOnce() throws Exception {
        database.limit(TOKEN, 1000);
        database.hold();
        List<Caller> callers = new ArrayList<>();
        callers.add(caller());
        database.awaitHeld();
        for (int i = 1; i < CALLERS; i++) {
            callers.add(caller());
        }
        for (Caller waiting : callers.subList(1, CALLERS)) {
            awaitBlocked(waiting.thread);
        }
        database.away = true;
        database.release();

        for (Caller caller : callers) {
            assertThatThrownBy(caller.task::get).hasCauseInstanceOf(RealmUnavailableException.class);
        }
        assertThat(database.asked).hasValue(1);
        database.away = false;
        assertThat(letIn(limits)).isEqualTo(1000);
    }

    @Test
    void blockLastsWhileTheDatabaseIsAwayAndNoLonger() throws Exception {
        database.limit(TOKEN, 100);
        limits.take(TOKEN, database);
        database.away = true;

        for (int i = 0; i < 9; i++) {
            assertThat(limits.take(TOKEN, database)).isTrue();
        }
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> limits.take(TOKEN, database)).isInstanceOf(RealmUnavailableException.class);
        }
        database.away = false;
        assertThat(letIn(limits)).isEqualTo(90);
    }

    @Test
    void whatCouldNotBeGivenBackIsKept() throws Exception {
        database.limit(TOKEN, 100);
        limits.take(TOKEN, database);
        database.away = true;

        assertThatThrownBy(limits::giveBackAll).isInstanceOf(RealmUnavailableException.class);

        database.away = false;
        assertThat(limits.left(TOKEN)).isEqualTo(9);
        for (int i = 0; i < 10; i++) {
            limits.take(TOKEN, database);
        }
        assertThat(database.untaken(TOKEN)).as("nobody gives back a block").isEqualTo(89);
        assertThat(letIn(limits)).isEqualTo(89);
    }

    @Test
    void memoryIsBoundedAndWhatComesBeyondIsExactToo() throws Exception {
        for (int i = 1; i <= 100_000; i++) {
            UUID token = new UUID(1, i);
            database.limit(token, 100);
            limits.take(token, database);
        }
        database.limit(TOKEN, 100);

        limits.take(TOKEN, database);

        assertThat(database.untaken(TOKEN)).isEqualTo(99);
        assertThat(letIn(limits)).isEqualTo(99);
        clock.advance(Duration.ofMinutes(1));
        limits.giveBackIdle();
        database.limit(TOKEN, 100);
        limits.take(TOKEN, database);
        assertThat(limits.left(TOKEN)).as("there is room again").isEqualTo(9);
    }

    /** How many of the requests of many callers are let in until each was refused. */
    private int letIn(RequestLimits by) throws Exception {
        CountDownLatch all = new CountDownLatch(CALLERS);
        List<FutureTask<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(started(() -> {
                all.countDown();
                all.await();
                int requests = 0;
                while (by.take(TOKEN, database)) {
                    requests++;
                }
                return requests;
            }));
        }
        int sum = 0;
        for (FutureTask<Integer> caller : callers) {
            sum += caller.get();
        }
        return sum;
    }

    private static <T> FutureTask<T> started(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        new Thread(task).start();
        return task;
    }

    private FutureTask<Void> end() {
        return new FutureTask<>(() -> {
            limits.giveBackAll();
            return null;
        });
    }

    private Caller caller() {
        FutureTask<Boolean> task = new FutureTask<>(() -> limits.take(TOKEN, database));
        Caller caller = new Caller(task, new Thread(task));
        caller.thread.start();
        return caller;
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.BLOCKED) {
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    private record Caller(FutureTask<Boolean> task, Thread thread) {}

    private static final class ClockByHand extends Clock {

        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Counts as the table does, by one change after the other. */
    private static final class Database implements RequestLimits.Ledger {

        private final Map<UUID, AtomicInteger> untaken = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean away;

        /** Takes its time, so that others come in between. */
        private volatile boolean slow;

        private final AtomicBoolean holds = new AtomicBoolean();
        private volatile CountDownLatch held;
        private volatile CountDownLatch released;

        void limit(UUID token, int requests) {
            untaken.put(token, new AtomicInteger(requests));
        }

        /** Lets the next one who asks for anything wait. */
        void hold() {
            held = new CountDownLatch(1);
            released = new CountDownLatch(1);
            holds.set(true);
        }

        void awaitHeld() throws InterruptedException {
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        }

        void release() {
            released.countDown();
        }

        @Override
        public int untaken(UUID token) throws RealmUnavailableException {
            asked.incrementAndGet();
            answer();
            AtomicInteger left = untaken.get(token);
            return left == null ? 0 : left.get();
        }

        @Override
        public boolean take(UUID token, int seen, int requests) throws RealmUnavailableException {
            answer();
            return untaken.get(token).compareAndSet(seen, seen - requests);
        }

        @Override
        public void giveBack(UUID token, int requests) throws RealmUnavailableException {
            answer();
            untaken.get(token).addAndGet(requests);
        }

        private void answer() throws RealmUnavailableException {
            if (holds.compareAndSet(true, false)) {
                held.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new RealmUnavailableException(e);
                }
            }
            if (slow) {
                LockSupport.parkNanos(1);
            }
            if (away) {
                throw new RealmUnavailableException("away");
            }
        }
    }
}
