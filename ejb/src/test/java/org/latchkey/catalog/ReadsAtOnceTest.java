package org.latchkey.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latchkey.problem.TooOften;

class ReadsAtOnceTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(ReadsAtOnce.MOST);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void oneCompanyWaitsAndAnotherOneReads() throws Exception {
        ReadsAtOnce reads = new ReadsAtOnce(Duration.ofMillis(50));
        List<Future<Integer>> slow = slow(reads);

        assertThatThrownBy(() -> reads.read("1", () -> 0)).isInstanceOfSatisfying(TooOften.class, e -> {
            assertThat(e.code()).isEqualTo("too_many_at_once");
            assertThat(e.retryAfter()).isPositive();
        });
        assertThat(reads.read("2", () -> 7)).isEqualTo(7);

        done.countDown();
        for (Future<Integer> one : slow) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(reads.isEmpty()).isTrue();
    }

    @Test
    void whoeverWaitsReadsWhenAnotherOneIsDone() throws Exception {
        ReadsAtOnce reads = new ReadsAtOnce(Duration.ofMinutes(1));
        slow(reads);
        AtomicInteger read = new AtomicInteger();
        Future<Integer> waiting = threads.submit(() -> reads.read("1", read::incrementAndGet));

        assertThat(read).hasValue(0);
        done.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void failedReadGivesItsTurnBack() {
        ReadsAtOnce reads = new ReadsAtOnce(Duration.ofMillis(1));
        for (int i = 0; i < 2 * ReadsAtOnce.MOST; i++) {
            assertThatThrownBy(() -> reads.read("1", () -> {
                        throw new IllegalStateException();
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(reads.isEmpty()).isTrue();
    }

    /** As many as may, which all have begun. */
    private List<Future<Integer>> slow(ReadsAtOnce reads) throws Exception {
        List<Future<Integer>> slow = new ArrayList<>();
        for (int i = 0; i < ReadsAtOnce.MOST; i++) {
            slow.add(threads.submit(() -> reads.read("1", () -> {
                begun.countDown();
                await(done);
                return 1;
            })));
        }
        await(begun);
        return slow;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
