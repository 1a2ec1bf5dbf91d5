package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.latchkey.whoami.Identity;
import org.latchkey.whoami.WhoAmI;

/** {@code GET /api/2/whoami}: who the caller is, through which credential, where, and with which permissions. */
@Path("2/whoami")
@Tag(name = "Caller", description = "The first thing to ask when a key or an access token does not do what it should.")
public class WhoAmIResource {

    @Inject
    private WhoAmI whoAmI;

    @Operation(
            operationId = "whoAmI",
            summary = "Who the caller is",
            description = "Through which key or access token, in which companies, with which permissions.")
    @APIResponse(
            responseCode = "200",
            description = "The caller.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Identity.class),
                            examples = {
                                @ExampleObject(name = "key", value = Examples.IDENTITY),
                                @ExampleObject(name = "token", value = Examples.TOKEN_IDENTITY)
                            }))
    @APIResponse(responseCode = "401", ref = "Unauthenticated")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "429", ref = "TooOften")
    @APIResponse(responseCode = "503", ref = "Unavailable")
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Identity get() {
        return whoAmI.identity();
    }
}
