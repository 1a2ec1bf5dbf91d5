package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Sends requests over connections that stay open, as fast as they are answered; little work, so as not to be measured. */
final class Load {

    private Load() {}

    /** Requests a second, each of which was answered with a status. */
    static double rate(URI server, int connections, Duration duration, Supplier<byte[]> request, int status)
            throws Exception {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long sent = run(server, connections, () -> System.nanoTime() < end, request, status);
        return sent / ((System.nanoTime() - start) / 1e9);
    }

    /** So many requests, each of which was answered with a status. */
    static void send(URI server, int connections, int requests, IntFunction<byte[]> request, int status)
            throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger number = new AtomicInteger();
        run(
                server,
                connections,
                () -> begun.getAndIncrement() < requests,
                () -> request.apply(number.getAndIncrement()),
                status);
    }

    private static long run(URI server, int connections, BooleanSupplier more, Supplier<byte[]> request, int status)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Long>> sent = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                sent.add(threads.submit(() -> {
                    try (Connection connection = new Connection(server)) {
                        long count = 0;
                        while (more.getAsBoolean()) {
                            connection.exchange(request.get(), status);
                            count++;
                        }
                        return count;
                    }
                }));
            }
            long all = 0;
            for (Future<Long> one : sent) {
                all += one.get();
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private static final class Connection implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 8192);
        }

        void exchange(byte[] request, int status) throws IOException {
            socket.getOutputStream().write(request);
            String first = line();
            int answered = Integer.parseInt(first.substring(9, 12));
            if (answered != status) {
                throw new IOException("answered with " + first);
            }
            int length = 0;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                    chunked = true;
                }
            }
            if (chunked) {
                for (int size = chunk(); size > 0; size = chunk()) {
                    in.skipNBytes(size + 2L);
                }
                line();
            } else {
                in.skipNBytes(length);
            }
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line(), 16);
        }

        private String line() throws IOException {
            byte[] bytes = new byte[512];
            int length = 0;
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("the connection was closed");
                }
                if (b != '\r' && length < bytes.length) {
                    bytes[length++] = (byte) b;
                }
            }
            return new String(bytes, 0, length, US_ASCII);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
