package org.latchkey.whole;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** The same call many times at the same moment. */
final class AtOnce {

    private AtOnce() {}

    /** The statuses of the answers. */
    static Stream<Integer> call(int times, Callable<HttpResponse<String>> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            Stream.Builder<Integer> statuses = Stream.builder();
            for (Future<HttpResponse<String>> answer : threads.invokeAll(Collections.nCopies(times, call))) {
                statuses.add(answer.get().statusCode());
            }
            return statuses.build();
        } finally {
            threads.shutdown();
        }
    }
}
