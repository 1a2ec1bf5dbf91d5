package org.latchkey.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports of this machine, on loopback. */
public final class Ports {

    private static final int LOWEST = 12_000;
    private static final int LOWEST_EPHEMERAL = 32_000;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /**
     * Looks whether a port is free before anything is started on it.
     *
     * @param property the system property that sets another one
     * @throws CannotStart where it is taken
     */
    static void requireFree(int port, String property) {
        try {
            bind(port);
        } catch (IOException e) {
            throw new CannotStart("Port " + port + " is taken. Choose another one with -D" + property + "=…", e);
        }
    }

    /** A port that is free now, below those that the system gives to connections and might give away meanwhile. */
    public static int free() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(LOWEST, LOWEST_EPHEMERAL))
                .limit(ATTEMPTS)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new CannotStart("There is no free port."));
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a port whose last connection has just ended is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
