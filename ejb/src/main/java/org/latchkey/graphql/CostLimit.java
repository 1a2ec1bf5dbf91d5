package org.latchkey.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.QueryComplexityCalculator;
import graphql.execution.AbortExecutionException;
import graphql.execution.ExecutionContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.Field;
import graphql.language.Node;
import graphql.language.OperationDefinition.Operation;
import java.util.List;
import java.util.Map;

/**
 * Refuses what costs too much before anything of it is read, and what would change something where nothing may be changed.
 *
 * <p>A field costs 1, whatever goes to the database {@value #SERVICE} more, and what is below a list as much as it would
 * for each of the things that are asked for. That bounds the size of an answer, in which no name is long, and how often the
 * database is asked.
 */
final class CostLimit extends SimplePerformantInstrumentation {

    static final int MOST = 100_000;
    static final int SERVICE = 1_000;

    /** The most characters of an alias, which stands in the answer as often as what it names. */
    static final int LONGEST_ALIAS = 100;

    @Override
    public InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        ExecutionContext context = parameters.getExecutionContext();
        Call call = context.getGraphQLContext().get(Call.class);
        if (call.isReadOnly() && context.getOperationDefinition().getOperation() != Operation.QUERY) {
            throw refused(Errors.READ_ONLY, "Only queries are answered here; send a mutation by POST.");
        }
        if (hasLongAlias(context.getDocument())) {
            throw refused(Errors.TOO_COMPLEX, "This has an alias of more than " + LONGEST_ALIAS + " characters.");
        }
        int cost = QueryComplexityCalculator.newCalculator()
                .schema(context.getGraphQLSchema())
                .document(context.getDocument())
                .operationName(context.getExecutionInput().getOperationName())
                .variables(context.getCoercedVariables())
                .fieldComplexityCalculator(CostLimit::cost)
                .build()
                .calculate();
        if (cost > MOST) {
            throw refused(
                    Errors.TOO_COMPLEX, "This costs " + cost + ", more than the " + MOST + " that a request may.");
        }
        return super.beginExecuteOperation(parameters, state);
    }

    /** In any operation or fragment, even one that is not executed. */
    private static boolean hasLongAlias(Node<?> node) {
        return (node instanceof Field field
                        && field.getAlias() != null
                        && field.getAlias().length() > LONGEST_ALIAS)
                || node.getChildren().stream().anyMatch(CostLimit::hasLongAlias);
    }

    private static int cost(FieldComplexityEnvironment field, int below) {
        // Introspection and everything below a list, whose types are no entry points.
        if (field.getParentEnvironment() != null
                || field.getFieldDefinition().getName().startsWith("__")) {
            return 1 + below;
        }
        return SERVICE + below * quantity(field);
    }

    private static int quantity(FieldComplexityEnvironment field) {
        boolean list = Naming.ofList(field.getFieldDefinition().getName()).isPresent();
        return list ? Options.qty(options(field.getArguments())) : 1;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> options(Map<String, Object> arguments) {
        return (Map<String, Object>) arguments.get("options");
    }

    private static AbortExecutionException refused(String code, String message) {
        GraphQLError error = GraphqlErrorBuilder.newError()
                .message("%s", message)
                .extensions(Map.of("code", code))
                .build();
        return new AbortExecutionException(List.of(error));
    }
}
