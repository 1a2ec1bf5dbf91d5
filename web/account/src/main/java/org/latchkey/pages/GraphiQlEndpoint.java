package org.latchkey.pages;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.latchkey.graphql.Answer;
import org.latchkey.graphql.Failure;
import org.latchkey.graphql.GraphQl;
import org.latchkey.graphql.Request;
import org.latchkey.rate.UserLimits;

/**
 * What the page of GraphiQL asks, as the signed-in user. A session opens this address only, and never {@code /v1}; a key
 * never opens this one.
 *
 * <p>Another site's page may send the user's cookie along, but neither this type of content nor this header: browsers ask
 * first, and get no permission here. Whatever tells where it comes from must come from here besides.
 */
@WebServlet(GraphiQlEndpoint.PATH)
public class GraphiQlEndpoint extends HttpServlet {

    static final String PATH = "/api/graphql";

    /** The header of our own page, of any value. */
    static final String HEADER = "X-Latchkey-Page";

    private static final System.Logger LOG = System.getLogger(GraphiQlEndpoint.class.getName());

    @Inject
    private transient GraphQl graphQl;

    @Inject
    private transient UserLimits limits;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isOfOurPage(request)) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "forbidden",
                    "This address is for the page of GraphiQL.");
        } else if (!"application/json".equals(request.getContentType())) {
            refuse(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "unsupported_media_type",
                    "This takes JSON.");
        } else {
            answer(request, response);
        }
    }

    private static boolean isOfOurPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return request.getHeader(HEADER) != null
                && (site == null || site.equals("same-origin"))
                && (origin == null || origin.equals(origin(request)));
    }

    private static String origin(HttpServletRequest request) {
        URI url = URI.create(request.getRequestURL().toString());
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            limits.take(request.getUserPrincipal().getName());
            byte[] body = request.getInputStream().readNBytes(Request.MOST_BYTES + 1);
            if (body.length > Request.MOST_BYTES) {
                refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "too_large", "This is too large.");
                return;
            }
            Answer answer = graphQl.execute(Request.parse(body));
            // As in application/json at the other address.
            boolean executed = answer.status() != Answer.Status.TOO_COMPLEX;
            write(response, executed ? HttpServletResponse.SC_OK : HttpServletResponse.SC_BAD_REQUEST, answer);
        } catch (RuntimeException e) {
            refuse(response, e);
        }
    }

    private static void refuse(HttpServletResponse response, RuntimeException e) throws IOException {
        Failure failure = Failure.of(e);
        if (failure.status() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            LOG.log(ERROR, "A query failed", e);
        } else if (failure.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            LOG.log(WARNING, "The database does not answer: {0}", e.toString());
        }
        if (failure.retryAfter() > 0) {
            response.setHeader("Retry-After", Long.toString(failure.retryAfter()));
        }
        refuse(response, failure.status(), failure.code(), failure.message());
    }

    private static void refuse(HttpServletResponse response, int status, String code, String message)
            throws IOException {
        write(response, status, new Answer(Answer.Status.INVALID, Answer.error(code, message)));
    }

    private static void write(HttpServletResponse response, int status, Answer answer) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        answer.writeTo(response.getOutputStream());
    }
}
