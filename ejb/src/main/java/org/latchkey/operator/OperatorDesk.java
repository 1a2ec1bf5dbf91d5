package org.latchkey.operator;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operate.OperatorChannel;

/** Answers the operator for as long as the application runs. */
@Singleton
@Startup
@DependsOn("Start")
@DenyAll
public class OperatorDesk {

    private static final System.Logger LOG = System.getLogger(OperatorDesk.class.getName());

    @Resource
    private ManagedThreadFactory threads;

    @Inject
    @Any
    private Instance<OperatorCommand> commands;

    private OperatorChannel channel;

    @PostConstruct
    void open() {
        Path data = Path.of(System.getProperty("jboss.server.data.dir"));
        try {
            channel = OperatorChannel.open(data, this::answer, threads);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.log(ERROR, "Operators cannot talk to this server: no socket can be made below {0}: {1}", data, e);
        }
    }

    private OperatorAnswer answer(List<String> words) {
        for (OperatorCommand command : commands) {
            if (!words.isEmpty() && command.name().equals(words.get(0))) {
                return answer(command, words.subList(1, words.size()));
            }
        }
        return OperatorAnswer.not(OperatorAnswer.USAGE, "This server knows no such request.");
    }

    private static OperatorAnswer answer(OperatorCommand command, List<String> words) {
        try {
            return command.answer(words);
        } catch (RuntimeException e) {
            LOG.log(ERROR, "The operator's request \"" + command.name() + "\" has failed", e);
            return OperatorAnswer.not(OperatorAnswer.FAILED, "This has failed; the server's log says why.");
        }
    }

    @PreDestroy
    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.log(WARNING, "The operator''s channel was not closed in order: {0}", e.toString());
        }
    }
}
