package org.latchkey.graphql;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import org.latchkey.account.Access;
import org.latchkey.catalog.Catalog;
import org.latchkey.problem.Forbidden;
import org.latchkey.problem.Invalid;
import org.latchkey.problem.Malformed;
import org.latchkey.problem.NotFound;

/**
 * Answers GraphQL, on the thread and in the name of the caller. Each thing that is read or changed has a transaction of its
 * own, since one that is refused must not undo the others.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@RolesAllowed({Access.USER_ROLE, Access.KEY_ROLE, Access.TOKEN_ROLE})
public class GraphQl {

    @Inject
    private Catalog catalog;

    @Inject
    private Access access;

    @Inject
    private Clock clock;

    /** Answers a request; what is wrong with it, or forbidden, stands in the answer. */
    public Answer execute(Request request) {
        return Engine.execute(request, new Call(catalog, access, clock, request.readOnly()));
    }

    /**
     * Answers the short form of the Query API, for the company of the credential: {@code products(filter: {stock: {gt: 0}},
     * order: "name desc", limit: 10) { id, name }}, as many lists as are asked for.
     *
     * @param text at most {@link Request#MOST_BYTES} characters
     * @return the lists by name
     * @throws Malformed where it is no such question
     * @throws Invalid where it asks for something that is not there, or for too much
     * @throws Forbidden without the permission to view one of the lists
     * @throws NotFound where there is no such company any more
     */
    public Answer query(String text) {
        String query = ShortForm.rewrite(text, access.companyOfCredential());
        Call call = new Call(catalog, access, clock, true);
        Answer answer = Engine.execute(new Request(query, null, Map.of(), true), call);
        return ShortForm.unwrap(answer, call);
    }
}
