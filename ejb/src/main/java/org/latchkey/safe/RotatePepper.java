package org.latchkey.safe;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.latchkey.operate.OperatorAnswer;
import org.latchkey.operator.OperatorCommand;
import org.latchkey.safe.PepperRotation.Resealed;

/**
 * The operator's command that replaces the pepper: makes another one, seals every secret anew by it, and removes the old one.
 * It goes on where an earlier one was interrupted.
 */
@ApplicationScoped
class RotatePepper implements OperatorCommand {

    private static final System.Logger LOG = System.getLogger(RotatePepper.class.getName());
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Lock running = new ReentrantLock();

    @Inject
    private PepperRotation rotation;

    @Override
    public String name() {
        return "rotate-pepper";
    }

    @Override
    public OperatorAnswer answer(List<String> words) {
        if (!running.tryLock()) {
            return OperatorAnswer.not(OperatorAnswer.REFUSED, "The pepper is being rotated already.");
        }
        try {
            return rotate();
        } catch (NoPepper e) {
            return interrupted(e.getMessage());
        } catch (PersistenceException e) {
            LOG.log(ERROR, "The rotation of the pepper was interrupted", e);
            return interrupted("The server's log says why.");
        } finally {
            running.unlock();
        }
    }

    private static OperatorAnswer interrupted(String why) {
        return OperatorAnswer.not(
                OperatorAnswer.FAILED,
                "The rotation was interrupted. " + why + " Nothing is lost: the next one goes on from here.");
    }

    private OperatorAnswer rotate() {
        rotation.begin();
        List<String> inUse = rotation.inUse();
        Count count = new Count();
        for (String old : inUse.subList(1, inUse.size())) {
            reseal(old, count);
        }
        rotation.forget();
        LOG.log(
                INFO,
                "{0} seals; secrets sealed anew: {1}, that could not be opened: {2}",
                inUse.get(0),
                count.done,
                count.failed);
        return count.failed == 0
                ? OperatorAnswer.done("secrets sealed anew by " + inUse.get(0) + ": " + count.done)
                : OperatorAnswer.not(
                        OperatorAnswer.FAILED,
                        "Secrets sealed anew by " + inUse.get(0) + ": " + count.done + ". That could not be opened: "
                                + count.failed + "; the server's log names them. Replace them and run this again: until"
                                + " then the old pepper stays.");
    }

    /** Until nothing is left, whatever comes meanwhile. */
    private void reseal(String old, Count count) {
        do {
            pass(old, count);
        } while (count.failed == 0 && !rotation.end(old));
    }

    private void pass(String old, Count count) {
        Optional<Resealed> next = rotation.next(old, BEFORE_ALL);
        while (next.isPresent()) {
            count.add(next.get());
            next = rotation.next(old, next.get().id());
        }
    }

    private static final class Count {

        private int done;
        private int failed;

        void add(Resealed secret) {
            if (secret.done()) {
                done++;
            } else {
                failed++;
            }
        }
    }
}
