package org.latchkey.catalog;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.latchkey.account.Access;

/** Several calls of {@link Catalog} of which either all count or none. */
@Stateless
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class UnitOfWork {

    @Resource
    private SessionContext context;

    /**
     * Does some work in one transaction.
     *
     * @param work what to do; once a call in it has thrown, nothing of it counts, whatever becomes of the exception
     * @param done whether the work counts, by what it has answered
     * @return what it has answered, in either case
     */
    public <T> T run(Supplier<T> work, Predicate<T> done) {
        T answer = work.get();
        if (!done.test(answer)) {
            context.setRollbackOnly();
        }
        return answer;
    }
}
