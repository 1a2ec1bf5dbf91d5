package org.latchkey.graphql;

import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeRuntimeWiring;
import graphql.validation.QueryComplexityLimits;
import java.util.Map;
import java.util.regex.Pattern;
import org.latchkey.catalog.Field;

/** The schema with what fills it; made once, for all threads. */
final class Engine {

    private static final ParserOptions PARSER = ParserOptions.newParserOptions()
            .maxCharacters(Request.MOST_BYTES)
            .maxTokens(5_000)
            .maxWhitespaceTokens(20_000)
            .maxRuleDepth(200)
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .build();

    private static final QueryComplexityLimits LIMITS =
            QueryComplexityLimits.newLimits().maxDepth(20).maxFieldsCount(1_000).build();

    private static final GraphQL ENGINE = GraphQL.newGraphQL(executable())
            .instrumentation(new CostLimit())
            .defaultDataFetcherExceptionHandler(new Refusals())
            .build();

    /** Reading and writing numbers takes time that grows by the square of their length. */
    private static final Pattern HUGE_NUMBER = Pattern.compile("[0-9]{51}");

    private Engine() {}

    static Answer execute(Request request, Call call) {
        if (hasHugeNumber(request.query())) {
            return new Answer(
                    Answer.Status.TOO_COMPLEX,
                    Answer.error(Errors.TOO_COMPLEX, "This has a number of too many digits."));
        }
        ExecutionInput input = ExecutionInput.newExecutionInput(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .dataLoaderRegistry(Loaders.of(call))
                .graphQLContext(Map.of(
                        Call.class, call, ParserOptions.class, PARSER, QueryComplexityLimits.KEY, (Object) LIMITS))
                .build();
        ExecutionResult result = ENGINE.execute(input);
        call.requireAnswer();
        return Errors.answer(result, isCancelled(request, result));
    }

    /** The parser stops at its limits with an error like that of a document which is wrong. */
    private static boolean isCancelled(Request request, ExecutionResult result) {
        if (result.getErrors().stream().noneMatch(Errors::isSyntax)) {
            return false;
        }
        try {
            parse(request.query());
            return false;
        } catch (InvalidSyntaxException e) {
            return isTooLarge(e);
        }
    }

    /** Whether a document has a number that nobody needs; a text with as many digits may stand in a variable. */
    static boolean hasHugeNumber(String text) {
        return HUGE_NUMBER.matcher(text).find();
    }

    /** Whether the parser has stopped at one of its limits. */
    static boolean isTooLarge(InvalidSyntaxException e) {
        return e instanceof ParseCancelledException
                || e instanceof ParseCancelledTooDeepException
                || e instanceof ParseCancelledTooManyCharsException;
    }

    /** Reads a document within the limits of all. */
    static graphql.language.Document parse(String text) {
        return new Parser()
                .parseDocument(ParserEnvironment.newParserEnvironment()
                        .document(text)
                        .parserOptions(PARSER)
                        .build());
    }

    private static GraphQLSchema executable() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        wiring.type("Query", Engine::queries);
        wiring.type("Mutation", Engine::mutations);
        for (Naming naming : Naming.values()) {
            wiring.type(naming.type(), type -> fields(naming, type));
        }
        wiring.type("Product", type -> type.dataFetcher(Naming.PRODUCT_CATEGORY.one(), new Loaders.OfProduct()));
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(Schema.text()), wiring.build());
    }

    private static TypeRuntimeWiring.Builder queries(TypeRuntimeWiring.Builder type) {
        type.dataFetcher("me", Reading::me).dataFetcher("companies", Reading::companies);
        for (Naming naming : Naming.values()) {
            type.dataFetcher(naming.list(), environment -> Reading.list(naming, environment));
            type.dataFetcher(naming.one(), environment -> Reading.one(naming, environment));
        }
        return type;
    }

    private static TypeRuntimeWiring.Builder mutations(TypeRuntimeWiring.Builder type) {
        for (Naming naming : Naming.values()) {
            type.dataFetcher(naming.one() + "Create", environment -> Changing.create(naming, environment));
            type.dataFetcher(naming.one() + "Update", environment -> Changing.update(naming, environment));
            type.dataFetcher(naming.one() + "Delete", environment -> Changing.delete(naming, environment));
        }
        return type;
    }

    private static TypeRuntimeWiring.Builder fields(Naming naming, TypeRuntimeWiring.Builder type) {
        for (Field field : naming.kind().fields()) {
            type.dataFetcher(naming.of(field), environment -> Reading.value(field, environment.getSource()));
        }
        return type.dataFetcher("company", new Loaders.OfItem());
    }
}
