package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.latchkey.rate.Api;
import org.latchkey.rate.PlanLimits;
import org.latchkey.realm.RateLimits;

/**
 * Counts the requests of a company to each API by its plan, and tells what is left in every answer, beside what is left to
 * the credential. Asking how far an import has come does not count.
 */
@WebFilter({"/v1", "/api/query", "/odata/*", "/api/import"})
public class PlanLimitsFilter extends HttpFilter {

    @Inject
    private transient PlanLimits limits;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Api api = Api.at(request.getRequestURI()
                        .substring(request.getContextPath().length()))
                .orElse(null);
        if (api == null || request.getUserPrincipal() == null) {
            chain.doFilter(request, response);
            return;
        }
        RateLimits.Left left = limits.take(api);
        response.addHeader("RateLimit-Policy", left.policy(api.word()));
        response.addHeader("RateLimit", left.rest(api.word()));
        if (left.taken()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", Long.toString(left.retryAfter()));
            request.setAttribute(Problem.ATTRIBUTE, Problem.beyondPlan());
            response.sendError(429);
        }
    }
}
