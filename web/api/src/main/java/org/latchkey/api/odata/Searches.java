package org.latchkey.api.odata;

import java.util.List;
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

    private Searches() {}

    /** @param option null for anything */
    static Condition condition(Kind kind, SearchOption option) {
        return option == null ? Condition.ALL : condition(kind, option.getSearchExpression());
    }

    private static Condition condition(Kind kind, SearchExpression expression) {
        if (expression.isSearchBinary()) {
            SearchBinary binary = expression.asSearchBinary();
            List<Condition> both =
                    List.of(condition(kind, binary.getLeftOperand()), condition(kind, binary.getRightOperand()));
            return binary.getOperator() == SearchBinaryOperatorKind.AND ? new And(both) : new Or(both);
        }
        if (expression.isSearchUnary()) {
            return new Not(condition(kind, expression.asSearchUnary().getOperand()));
        }
        SearchTerm term = expression.asSearchTerm();
        return new Or(kind.searched().stream()
                .<Condition>map(
                        field -> new Match(new Value(field), Place.ANYWHERE, new Constant(term.getSearchTerm())))
                .toList());
    }
}
