package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.account.Access;
import org.latchkey.imports.ImportResult;
import org.latchkey.imports.Imports;
import org.latchkey.imports.JobSummary;

/** {@code /api/import}: CSV files, into the catalog of the company to which the credential belongs. */
@Path("import")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Import", description = "CSV files with customers, products and product categories.")
@APIResponse(responseCode = "401", ref = "Unauthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "TooOften")
@APIResponse(responseCode = "503", ref = "Unavailable")
public class ImportsResource {

    /** Up to there the answer waits until all is imported. */
    static final long AT_ONCE_BYTES = 2L * 1024 * 1024;

    private static final Pattern PATH = Pattern.compile("/?import/?");
    private static final String PREFER = "Prefer";
    private static final String ASYNC = "respond-async";

    @Inject
    private Imports imports;

    @Inject
    private Access access;

    @Context
    private HttpServletRequest request;

    /** Whether a request brings a file, and so may be larger than others. */
    static boolean isUpload(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        return request.getMethod().equals(HttpMethod.POST)
                && PATH.matcher(request.getUriInfo().getPath()).matches()
                && type != null
                && MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type);
    }

    @Operation(
            operationId = "import",
            summary = "Import a CSV file",
            description = "All of its rows, or none. A row whose key (`reference` of products, `number` of customers,"
                    + " `name` of product categories) is there already changes that one, any other creates one; of rows"
                    + " with the same key the last one holds. Needs `customers:change` or `products:change`. A file of up"
                    + " to 2 MB is imported before the answer, a larger one, or any with `Prefer: respond-async`, after"
                    + " it.")
    @Parameter(
            name = PREFER,
            in = ParameterIn.HEADER,
            description = "`respond-async`: the answer does not wait (RFC 7240).",
            schema = @Schema(type = SchemaType.STRING, examples = ASYNC))
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = Form.class)))
    @APIResponse(
            responseCode = "200",
            description = "How many rows were created or changed.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Imported.class),
                            examples = @ExampleObject(name = "imported", value = Examples.IMPORTED)))
    @APIResponse(
            responseCode = "202",
            description = "It is imported by and by, even if the server ends meanwhile.",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "Where to ask how far it is.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportAnswer.class),
                            examples = @ExampleObject(name = "running", value = Examples.JOB)))
    @APIResponse(
            responseCode = "400",
            description = "`malformed_form`: the body is not what its content type says.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "`too_many_imports`: " + Imports.MOST_WAITING + " imports of the company are not finished.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "too_many_imports", value = Examples.TOO_MANY_IMPORTS)))
    @APIResponse(
            responseCode = "413",
            description = "`too_large`: the file has more than 100 MB.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "415",
            description = "`unsupported_media_type`: the body must be `multipart/form-data`, and say so.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description = "`invalid_rows`: the first " + ImportResult.MOST_ERRORS
                    + " things in the file that are not valid. `invalid`: `file`, `entity` or `mapperId` is not.",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            schema = @Schema(implementation = Problem.class),
                            examples = @ExampleObject(name = "invalid_rows", value = Examples.INVALID_ROWS)))
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response post() {
        long company = access.companyOfCredential();
        imports.requireAny(company);
        Upload upload = Upload.read(request);
        if (upload.file().size() > AT_ONCE_BYTES || isAsyncPreferred()) {
            JobSummary job = imports.submit(company, upload.kind(), upload.mapperId(), upload.file());
            return Response.accepted(ImportAnswer.of(job))
                    .header(HttpHeaders.LOCATION, ImportAnswer.href(job.id()))
                    .build();
        }
        ImportResult result = imports.run(company, upload.kind(), upload.mapperId(), upload.file());
        if (!result.isDone()) {
            throw new Refused(Problem.invalidRows(result));
        }
        return Response.ok(new Imported(result.imported())).build();
    }

    @Operation(operationId = "getImport", summary = "How far an import is", description = "For 30 days.")
    @APIResponse(
            responseCode = "200",
            description = "The import.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ImportAnswer.class),
                            examples = @ExampleObject(name = "running", value = Examples.JOB)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @GET
    @Path("{id}")
    public ImportAnswer get(
            @Parameter(
                            description = "The id of the import.",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid", examples = Examples.ID))
                    @PathParam("id")
                    String path) {
        return ImportAnswer.of(imports.get(access.companyOfCredential(), Ids.read(path, "import")));
    }

    private boolean isAsyncPreferred() {
        String preferred = request.getHeader(PREFER);
        return preferred != null
                && Arrays.stream(preferred.split("[,;]", -1))
                        .anyMatch(it -> it.strip().equalsIgnoreCase(ASYNC));
    }

    /** What is sent; only described here. */
    @Schema(
            name = "ImportForm",
            requiredProperties = {"file", "entity"})
    record Form(
            @Schema(description = "CSV in UTF-8 or windows-1252, at most 100 MB.", format = "binary")
            String file,

            @Schema(
                    description = "What the rows are.",
                    enumeration = {"customers", "products", "productCategories"})
            String entity,

            @Schema(
                    description =
                            "The id of a mapper of the company. Without it, or with `default`, the first line names"
                                    + " the fields.",
                    examples = Examples.ID)
            String mapperId) {}

    /**
     * What has become of a file.
     *
     * @param imported how many rows were created or changed
     */
    @Schema(name = "Imported", requiredProperties = "imported")
    public record Imported(
            @Schema(description = "How many rows were created or changed.", examples = "250")
            long imported) {}
}
