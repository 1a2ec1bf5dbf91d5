package org.latchkey.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorChannelTest {

    @TempDir
    private Path base;

    private OperatorChannel channel;

    @BeforeEach
    void open() throws IOException {
        channel = OperatorChannel.open(base.resolve("data"), OperatorChannelTest::answer, Thread::new);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Test
    void wordsArriveAndTheAnswerComesBack() throws IOException {
        assertThat(OperatorCall.ask(base, List.of("echo", "ä b", "")))
                .isEqualTo(new OperatorAnswer(0, List.of("echo", "ä b", "")));
    }

    @Test
    void onlyTheUserOfTheServerGetsNearIt() throws IOException {
        Path directory = base.resolve("data/operator");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("socket"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whereNoServerRunsThatIsSaid() throws IOException {
        channel.close();

        OperatorAnswer answer = OperatorCall.ask(base, List.of("echo"));

        assertThat(answer.status()).isEqualTo(OperatorAnswer.UNAVAILABLE);
        assertThat(answer.lines()).singleElement().asString().contains("No server answers at", "JBOSS_BASE_DIR");
    }

    @Test
    void serverThatWasKilledIsNotInTheWay() throws IOException {
        channel.close();
        Files.createFile(base.resolve("data/operator/socket"));

        open();

        assertThat(OperatorCall.ask(base, List.of("echo")).status()).isZero();
    }

    @Test
    void failureLeavesTheCallerWithoutAnAnswerAndTheChannelOpen() throws IOException {
        assertThat(OperatorCall.ask(base, List.of("fail")).status()).isEqualTo(OperatorAnswer.UNAVAILABLE);
        assertThat(OperatorCall.ask(base, List.of("echo")).status()).isZero();
    }

    @Test
    void callerForWhomThereIsNoThreadIsSentAwayAndTheNextIsAnswered() throws IOException {
        channel.close();
        AtomicInteger asked = new AtomicInteger();
        channel = OperatorChannel.open(base.resolve("data"), OperatorChannelTest::answer, task -> {
            // The first one waits for callers.
            if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("as when the server stops");
            }
            return new Thread(task);
        });

        assertThat(OperatorCall.ask(base, List.of("echo")).status()).isEqualTo(OperatorAnswer.UNAVAILABLE);
        assertThat(OperatorCall.ask(base, List.of("echo")).status()).isZero();
    }

    @Test
    void wordThatIsTooLongIsNotTakenForAServerThatIsAway() {
        assertThat(OperatorCall.ask(base, List.of("x".repeat(70_000))).status()).isEqualTo(OperatorAnswer.USAGE);
    }

    @Test
    void pathThatTheSystemDoesNotAllowIsRefused() {
        Path deep = base.resolve("x".repeat(120));

        assertThatThrownBy(() -> OperatorChannel.open(deep, words -> OperatorAnswer.done(), Thread::new))
                .isInstanceOf(IOException.class);
    }

    @Test
    void answerIsNotWrittenDown() {
        assertThat(OperatorAnswer.done("secret")).hasToString("0");
    }

    private static OperatorAnswer answer(List<String> words) {
        if (words.get(0).equals("fail")) {
            throw new IllegalArgumentException("as it may happen");
        }
        return new OperatorAnswer(0, words);
    }
}
