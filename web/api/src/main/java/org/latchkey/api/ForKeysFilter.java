package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.latchkey.account.Access;
import org.latchkey.account.PresentedToken;

/**
 * Refuses access tokens where {@link ForKeys} says so. The services refuse them too, though not without an error in the
 * server's log.
 */
@Provider
@ForKeys
public class ForKeysFilter implements ContainerRequestFilter {

    @Inject
    private Access access;

    @Context
    private HttpServletRequest request;

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext context) {
        if (request.isUserInRole(Access.TOKEN_ROLE)
                && !(isForClients()
                        && access.token().flatMap(PresentedToken::client).isPresent())) {
            throw new Refused(Problem.keyRequired());
        }
    }

    private boolean isForClients() {
        ForKeys said = resource.getResourceMethod().getAnnotation(ForKeys.class);
        return said != null && said.andForClients();
    }
}
