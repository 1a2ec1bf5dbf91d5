package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.latchkey.whoami.Identity;
import org.latchkey.whoami.WhoAmI;

/** {@code GET /api/2/whoami}: who the caller is, through which credential, where, and with which permissions. */
@Path("2/whoami")
public class WhoAmIResource {

    @Inject
    private WhoAmI whoAmI;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Identity get() {
        return whoAmI.identity();
    }
}
