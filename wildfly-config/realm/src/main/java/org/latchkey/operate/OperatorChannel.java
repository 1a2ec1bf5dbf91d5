package org.latchkey.operate;

import static java.lang.System.Logger.Level.WARNING;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.net.ExtendedSocketOptions;

/**
 * The way on which a server's operator talks to it, and nobody else: a Unix domain socket in a directory that only the
 * server's own user may enter. Who connects is asked of the operating system as well, and has to be that user or root.
 *
 * <p>A request is a list of words and so is the answer, with a status; one connection carries one of each. Safe for use by
 * several threads.
 */
public final class OperatorChannel implements AutoCloseable {

    /** The name of the socket's directory, below the data of the server. */
    static final String DIRECTORY = "operator";

    /** The name of the socket. */
    static final String SOCKET = "socket";

    private static final System.Logger LOG = System.getLogger(OperatorChannel.class.getName());
    private static final int MOST_WORDS = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String ROOT = "root";

    private final Path socket;
    private final String owner;
    private final ServerSocketChannel server;
    private final Function<List<String>, OperatorAnswer> answers;
    private final ThreadFactory threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    private OperatorChannel(
            Path socket,
            String owner,
            ServerSocketChannel server,
            Function<List<String>, OperatorAnswer> answers,
            ThreadFactory threads) {
        this.socket = socket;
        this.owner = owner;
        this.server = server;
        this.answers = answers;
        this.threads = threads;
    }

    /**
     * Opens the channel.
     *
     * @param data the server's directory of data
     * @param answers is asked by one of the threads for each request
     * @throws IOException where the socket cannot be made, as where its path is longer than the system allows
     */
    public static OperatorChannel open(Path data, Function<List<String>, OperatorAnswer> answers, ThreadFactory threads)
            throws IOException {
        Path directory = data.resolve(DIRECTORY);
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Path socket = directory.resolve(SOCKET);
        // What a server has left that was killed.
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        OperatorChannel channel =
                new OperatorChannel(socket, Files.getOwner(directory).getName(), server, answers, threads);
        threads.newThread(channel::accept).start();
        return channel;
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                try {
                    hand(server.accept());
                } catch (ClosedChannelException e) {
                    // The server stops.
                    return;
                } catch (IOException e) {
                    LOG.log(WARNING, "An operator could not connect: {0}", e.toString());
                    // As where too many files are open: the next one fails as well.
                    closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(SocketChannel caller) throws IOException {
        try {
            threads.newThread(() -> serve(caller)).start();
        } catch (RuntimeException e) {
            LOG.log(WARNING, "There is no thread for an operator: {0}", e.toString());
            caller.close();
        }
    }

    private void serve(SocketChannel caller) {
        try (caller;
                DataInputStream in = new DataInputStream(Channels.newInputStream(caller));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(caller))) {
            String user =
                    caller.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            OperatorAnswer answer = user.equals(owner) || user.equals(ROOT)
                    ? answers.apply(read(in))
                    : OperatorAnswer.not(OperatorAnswer.REFUSED, "This is for the user of the server only.");
            out.writeInt(answer.status());
            write(out, answer.lines());
        } catch (IOException | RuntimeException e) {
            // Not what was asked for, which may hold a secret.
            LOG.log(WARNING, "An operator got no answer: {0}", e.toString());
        }
    }

    static List<String> read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_WORDS) {
            throw new IOException("too many words");
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(in.readUTF());
        }
        return words;
    }

    static void write(DataOutputStream out, List<String> words) throws IOException {
        out.writeInt(words.size());
        for (String word : words) {
            out.writeUTF(word);
        }
        out.flush();
    }

    /** Takes no more requests; those that are being answered are answered. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        Files.deleteIfExists(socket);
    }
}
