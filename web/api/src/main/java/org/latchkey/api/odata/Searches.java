package org.latchkey.api.odata;

import java.util.List;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.queryoption.SearchOption;
import org.apache.olingo.server.api.uri.queryoption.search.SearchBinary;
import org.apache.olingo.server.api.uri.queryoption.search.SearchBinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.search.SearchExpression;
import org.apache.olingo.server.api.uri.queryoption.search.SearchTerm;
import org.latchkey.catalog.Condition;
import org.latchkey.catalog.Condition.And;
import org.latchkey.catalog.Condition.Constant;
import org.latchkey.catalog.Condition.Match;
import org.latchkey.catalog.Condition.Not;
import org.latchkey.catalog.Condition.Or;
import org.latchkey.catalog.Condition.Place;
import org.latchkey.catalog.Condition.Value;
import org.latchkey.catalog.Kind;

/** {@code $search} as a condition: each word or phrase stands somewhere in one of the texts. */
final class Searches {

    private final Kind kind;
    private final Parts parts = new Parts();

    Searches(Kind kind) {
        this.kind = kind;
    }

    /** @param option null for anything */
    Condition condition(SearchOption option) throws ODataApplicationException {
        return option == null ? Condition.ALL : condition(option.getSearchExpression());
    }

    private Condition condition(SearchExpression expression) throws ODataApplicationException {
        parts.add();
        if (expression.isSearchBinary()) {
            SearchBinary binary = expression.asSearchBinary();
            List<Condition> both = List.of(condition(binary.getLeftOperand()), condition(binary.getRightOperand()));
            return binary.getOperator() == SearchBinaryOperatorKind.AND ? new And(both) : new Or(both);
        }
        if (expression.isSearchUnary()) {
            return new Not(condition(expression.asSearchUnary().getOperand()));
        }
        SearchTerm term = expression.asSearchTerm();
        return new Or(kind.searched().stream()
                .<Condition>map(
                        field -> new Match(new Value(field), Place.ANYWHERE, new Constant(term.getSearchTerm())))
                .toList());
    }
}
