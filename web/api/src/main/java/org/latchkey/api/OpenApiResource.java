package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/2/openapi.json}: what the build has gathered from the annotations of this package. */
@Path("2/openapi.json")
@Tag(name = "Reference", description = "This document.")
public class OpenApiResource {

    @Inject
    private ServletContext context;

    @Operation(operationId = "getOpenApi", summary = "This document", description = "Needs no key.")
    @SecurityRequirements
    @APIResponse(
            responseCode = "200",
            description = "An OpenAPI 3.1 document.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public InputStream get() {
        return context.getResourceAsStream("/WEB-INF/openapi.json");
    }
}
