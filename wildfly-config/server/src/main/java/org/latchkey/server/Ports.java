package org.latchkey.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine, on loopback. */
public final class Ports {

    private Ports() {}

    /**
     * Looks whether a port is free before anything is started on it.
     *
     * @param property the system property that sets another one
     * @throws CannotStart where it is taken
     */
    static void requireFree(int port, String property) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: a port whose last connection has just ended is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new CannotStart("Port " + port + " is taken. Choose another one with -D" + property + "=…", e);
        }
    }

    /** A port that is free now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart("There is no free port.", e);
        }
    }
}
