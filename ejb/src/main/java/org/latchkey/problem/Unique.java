package org.latchkey.problem;

import jakarta.persistence.EntityManager;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.ConstraintViolationException.ConstraintKind;
import org.latchkey.problem.Invalid.Violation;

/** What two do at the same moment and only one may, as the database decides it. */
public final class Unique {

    private Unique() {}

    /**
     * Writes what is pending.
     *
     * @throws Invalid with the violation where another one has been faster
     */
    public static void flush(EntityManager entities, Violation taken) {
        attempt(entities::flush, taken);
    }

    /**
     * Writes a new entity, which the database numbers, or whatever has changed of a known one.
     *
     * @throws Invalid with the violation where another one has been faster
     */
    public static void persist(EntityManager entities, Object entity, Violation taken) {
        attempt(
                () -> {
                    entities.persist(entity);
                    entities.flush();
                },
                taken);
    }

    private static void attempt(Runnable writing, Violation taken) {
        try {
            writing.run();
        } catch (ConstraintViolationException e) {
            if (e.getKind() != ConstraintKind.UNIQUE) {
                throw e;
            }
            throw new Invalid(List.of(taken));
        }
    }
}
