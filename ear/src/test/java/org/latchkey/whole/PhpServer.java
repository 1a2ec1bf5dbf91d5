package org.latchkey.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latchkey.server.Ports;

/** A web server that runs the PHP programs in a directory: PHP's own. */
final class PhpServer implements AutoCloseable {

    private final int port = Ports.free();
    private final Process process;

    private PhpServer(Path directory) throws IOException {
        Path sessions = Files.createDirectories(directory.resolveSibling(directory.getFileName() + "-sessions"));
        process = new ProcessBuilder(
                        "php",
                        "-S",
                        "127.0.0.1:" + port,
                        "-t",
                        directory.toString(),
                        "-d",
                        "session.save_path=" + sessions,
                        // As PHP advises for production: a program may redirect after it has written something.
                        "-d",
                        "output_buffering=4096",
                        "-d",
                        "display_errors=1")
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolveSibling(directory.getFileName() + ".txt")
                        .toFile())
                .start();
    }

    static PhpServer start(Path directory) {
        install();
        try {
            Files.createDirectories(directory);
            PhpServer server = new PhpServer(directory);
            Await.until(server::isUp);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sees to PHP, with the means to call a server. */
    static void install() {
        SystemPackages.require(PhpServer::isInstalled, "php-cli", "php-curl");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    private static boolean isInstalled() {
        return SystemPackages.succeeds("php", "-r", "exit(extension_loaded('curl') ? 0 : 1);");
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
