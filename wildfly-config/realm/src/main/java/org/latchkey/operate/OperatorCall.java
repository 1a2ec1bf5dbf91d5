package org.latchkey.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The operator's end of {@link OperatorChannel}: asks a running server for something, prints what it answers, and ends with
 * the status of that.
 */
public final class OperatorCall {

    /** In place of a word: a line of standard input, as for a password. */
    private static final String INPUT = "-";

    private OperatorCall() {}

    /** The server's base directory first ({@code jboss.server.base.dir}), then the words of the request. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            words.add(argument.equals(INPUT) ? line() : argument);
        }
        OperatorAnswer answer = ask(Path.of(arguments[0]), words);
        answer.lines().forEach((answer.status() == 0 ? System.out : System.err)::println);
        System.exit(answer.status());
    }

    private static String line() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        return line == null ? "" : line;
    }

    /** Asks the server whose base directory this is. */
    static OperatorAnswer ask(Path base, List<String> words) {
        Path socket = base.resolve("data").resolve(OperatorChannel.DIRECTORY).resolve(OperatorChannel.SOCKET);
        try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                DataInputStream in = new DataInputStream(Channels.newInputStream(server));
                DataOutputStream out = new DataOutputStream(Channels.newOutputStream(server))) {
            OperatorChannel.write(out, words);
            return new OperatorAnswer(in.readInt(), OperatorChannel.read(in));
        } catch (IOException e) {
            return OperatorAnswer.not(
                    OperatorAnswer.UNAVAILABLE,
                    "No server answers at " + socket
                            + ": it does not run, or this is not its user. JBOSS_BASE_DIR names"
                            + " the directory of another one.");
        }
    }
}
