package org.latchkey.api;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.latchkey.rate.Api;
import org.latchkey.rate.PlanLimits;
import org.latchkey.realm.RateLimits;

/**
 * Counts the requests of a company to each API by its plan, and tells what is left in every answer, beside what is left to
 * the credential. Asking how far an import has come does not count.
 */
@WebFilter({"/v1", "/api/*", "/odata/*"})
public class PlanLimitsFilter extends HttpFilter {

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    @Inject
    private transient PlanLimits limits;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Api api = Api.at(path(request)).orElse(null);
        if (api == null || request.getUserPrincipal() == null || asksForAJob(api, request)) {
            chain.doFilter(request, response);
            return;
        }
        RateLimits.Left left;
        try {
            left = limits.take(api);
        } catch (RuntimeException e) {
            // The realm may remember a key while the database that knows the plan does not answer.
            Problem problem = Problems.problem(e);
            Problems.headers(e, problem).forEach(response::setHeader);
            refuse(problem, request, response);
            return;
        }
        response.addHeader("RateLimit-Policy", left.policy(api.word()));
        response.addHeader("RateLimit", left.rest(api.word()));
        if (left.taken()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", Long.toString(left.retryAfter()));
            refuse(Problem.beyondPlan(), request, response);
        }
    }

    private static void refuse(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.setAttribute(Problem.ATTRIBUTE, problem);
        response.sendError(problem.status());
    }

    /** As it was understood: whoever writes an address in another way calls the same API. */
    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return SLASHES.matcher(request.getServletPath() + (rest == null ? "" : rest))
                .replaceAll("/");
    }

    private static boolean asksForAJob(Api api, HttpServletRequest request) {
        return api == Api.IMPORT && request.getMethod().equals("GET");
    }
}
