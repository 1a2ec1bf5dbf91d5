package org.latchkey.api.oauth;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.latchkey.audit.Origin;
import org.latchkey.oauth.Issuer;
import org.latchkey.oauth.OAuthAnswer;
import org.latchkey.oauth.Race;
import org.latchkey.problem.Outage;
import org.latchkey.start.SecurityCheck;

/** Around every endpoint of OAuth: none is served half-configured, none is kept by anybody, and none fails with a 500. */
@WebFilter({"/auth/oauth/*", "/.well-known/*"})
public class OpenEndpoints extends HttpFilter {

    private static final System.Logger LOG = System.getLogger(OpenEndpoints.class.getName());

    @Inject
    private transient Origin origin;

    @Inject
    private transient Issuer issuer;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!SecurityCheck.passed()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        origin.set(request.getRemoteAddr());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
        // Added behind by the server otherwise, for the pages: a code in an address is for nobody else at all.
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!issuer.isReady()) {
            Answers.send(OAuthAnswer.unavailable(), response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            if (Outage.isCauseOf(e) || Race.isCauseOf(e)) {
                LOG.log(WARNING, "A request has to be repeated: {0}", e.toString());
                Answers.send(OAuthAnswer.unavailable(), response);
            } else {
                LOG.log(ERROR, "A request failed", e);
                // Thrown on, it would take all headers off the answer, and no script of another origin could read it.
                response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }
}
