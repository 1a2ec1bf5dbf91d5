package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.graphql.GraphQl;

/** {@code POST /api/query}: lists of the credential's company, by the short form of GraphQL. */
@Path("query")
@Tag(name = "Query", description = "Customers and products of the credential's company, for reading.")
public class QueryResource {

    @Inject
    private GraphQl graphQl;

    @Operation(
            operationId = "query",
            summary = "Read lists",
            description =
                    "One or more of `customers`, `products` and `productCategories`, each with the fields that are"
                            + " wanted in braces. A list takes `filter: {stock: {gt: 0}, name: \"Cork\"}`, with `eq ne gt gte lt"
                            + " lte like notLike in notIn`, `search: \"cork\"`, `order: \"name desc\"`, `limit` (at most and by"
                            + " default 1000) and `page`, from 1.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Asked.class),
                            examples = {
                                @ExampleObject(name = "list", value = Examples.QUERY),
                                @ExampleObject(name = "filtered", value = Examples.QUERY_FILTERED)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The lists by name.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Lists.class),
                            examples = @ExampleObject(name = "products", value = Examples.QUERIED)))
    @APIResponse(responseCode = "400", ref = "Malformed")
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "413", ref = "TooLarge")
    @APIResponse(responseCode = "415", ref = "Unsupported")
    @APIResponse(responseCode = "422", ref = "Invalid")
    @APIResponse(responseCode = "429", ref = "TooOften")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public StreamingOutput query(InputStream body) {
        Fields fields = Body.read(body).fields();
        String query = fields.text("query");
        if (query == null) {
            fields.add("query", "required");
        }
        fields.requireValid();
        return graphQl.query(query)::writeTo;
    }

    /**
     * What is asked.
     *
     * @param query in the short form
     */
    @Schema(name = "Query", requiredProperties = "query")
    record Asked(
            @Schema(
                    description = "The lists and their fields.",
                    examples = "products(limit: 10) { id, name, price, stock }")
            String query) {}

    /**
     * What is answered: those that were asked for, under the names that the request gives them.
     *
     * @param customers with the fields that were asked for
     * @param products the same
     * @param productCategories the same
     */
    @Schema(name = "Lists")
    record Lists(
            @Schema(description = "With the fields that were asked for.")
            List<Map<String, Object>> customers,

            @Schema(description = "With the fields that were asked for.")
            List<Map<String, Object>> products,

            @Schema(description = "With the fields that were asked for.")
            List<Map<String, Object>> productCategories) {}
}
