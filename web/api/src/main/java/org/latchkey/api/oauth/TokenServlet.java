package org.latchkey.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.latchkey.oauth.OAuthRequest;
import org.latchkey.oauth.TokenEndpoint;

/** What clients ask by themselves: a POST with a form, answered with JSON. */
@WebServlet({"/auth/oauth/token", "/auth/oauth/par", "/auth/oauth/revoke", "/auth/oauth/introspect"})
public class TokenServlet extends HttpServlet {

    private static final int LONGEST_BODY = 32 * 1024;

    @Inject
    private transient TokenEndpoint endpoint;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Answers.isOneOf(List.of("POST"), request, response)) {
            return;
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Answers.send(
                endpoint.answer(new OAuthRequest(
                        request.getServletPath(),
                        request.getQueryString(),
                        request.getContentType(),
                        headers(request, "Authorization"),
                        headers(request, "DPoP"),
                        new String(body, UTF_8),
                        request.getRemoteAddr(),
                        request.getHeader("User-Agent"))),
                response);
    }

    private static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
