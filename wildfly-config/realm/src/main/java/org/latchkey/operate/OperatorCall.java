package org.latchkey.operate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UTFDataFormatException;
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

    /** The request whose second word, a password, is read and belongs on no command line; the first is whose it is. */
    private static final String WITH_PASSWORD = "mail-login";

    private OperatorCall() {}

    /** The server's base directory first ({@code jboss.server.base.dir}), then the words of the request. */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        if (words.size() == 2
                && words.get(0).equals(WITH_PASSWORD)
                && !words.get(1).isBlank()) {
            words.add(password(words.get(1)));
        }
        OperatorAnswer answer = ask(Path.of(arguments[0]), words);
        answer.lines().forEach((answer.status() == 0 ? System.out : System.err)::println);
        System.exit(answer.status());
    }

    /** Asks for it on a terminal, otherwise reads a line of standard input. */
    @SuppressWarnings(
            "SystemConsoleNull") // Where newer Java has one without a terminal, the script asks for the older way.
    private static String password(String user) throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password of %s: ", user);
            return typed == null ? "" : new String(typed);
        }
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
        } catch (UTFDataFormatException e) {
            return OperatorAnswer.not(OperatorAnswer.USAGE, "A word of this is too long.");
        } catch (IOException e) {
            return OperatorAnswer.not(
                    OperatorAnswer.UNAVAILABLE,
                    "No server answers at " + socket
                            + ": it does not run, or this is not its user. JBOSS_BASE_DIR names"
                            + " the directory of another one.");
        }
    }
}
