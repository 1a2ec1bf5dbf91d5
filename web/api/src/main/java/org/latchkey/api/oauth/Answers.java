package org.latchkey.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.latchkey.oauth.OAuthAnswer;

/** Writes what an endpoint answers. */
final class Answers {

    private Answers() {}

    /** Whether a request has one of these methods; any other is refused. */
    static boolean isOneOf(List<String> methods, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (methods.contains(request.getMethod())) {
            return true;
        }
        response.setHeader("Allow", String.join(", ", methods));
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        return false;
    }

    static void send(OAuthAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        sendJson(answer.body(), response);
    }

    static void sendJson(String body, HttpServletResponse response) throws IOException {
        if (!body.isEmpty()) {
            response.setContentType("application/json");
            response.getOutputStream().write(body.getBytes(UTF_8));
        }
    }
}
