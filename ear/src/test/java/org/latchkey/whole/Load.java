package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
        private final byte[] buffer = new byte[16_384];
        private int length;
        private int position;

        Connection(URI server) throws IOException {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        }

        void exchange(byte[] request, int status) throws IOException {
            socket.getOutputStream().write(request);
            String first = text(line());
            int answered = Integer.parseInt(first.substring(9, 12));
            if (answered != status) {
                throw new IOException("answered with " + first);
            }
            int body = 0;
            boolean chunked = false;
            for (int start = line(); position - start > 2; start = line()) {
                // Only these two begin so, and are looked at closer.
                byte initial = buffer[start];
                if (initial == 'C' || initial == 'T') {
                    String header = text(start);
                    if (header.startsWith("Content-Length:")) {
                        body = Integer.parseInt(header.substring(15).strip());
                    } else if (header.startsWith("Transfer-Encoding:")) {
                        chunked = true;
                    }
                }
            }
            if (chunked) {
                for (int size = chunk(); size > 0; size = chunk()) {
                    skip(size + 2);
                }
                line();
            } else {
                skip(body);
            }
        }

        private int chunk() throws IOException {
            return Integer.parseInt(text(line()), 16);
        }

        /** Goes behind the next line; where it starts. */
        private int line() throws IOException {
            int scanned = position;
            while (true) {
                while (scanned < length) {
                    if (buffer[scanned++] == '\n') {
                        int start = position;
                        position = scanned;
                        return start;
                    }
                }
                int before = position;
                fill();
                scanned -= before - position;
            }
        }

        private void skip(int bytes) throws IOException {
            while (length - position < bytes) {
                fill();
            }
            position += bytes;
        }

        /** What was read stands at the beginning then, with more behind it. */
        private void fill() throws IOException {
            System.arraycopy(buffer, position, buffer, 0, length - position);
            length -= position;
            position = 0;
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new IOException("the connection was closed, or an answer is longer than expected");
            }
            length += read;
        }

        private String text(int start) {
            return new String(buffer, start, position - start, US_ASCII).stripTrailing();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
