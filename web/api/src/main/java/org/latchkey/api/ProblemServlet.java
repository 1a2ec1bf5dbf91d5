package org.latchkey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.latchkey.realm.Refusal;

/** The error page of this module: whatever is refused before a resource is reached gets its body here. */
@WebServlet("/problem")
public class ProblemServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Some are refused before anything of ours has said so.
        response.setHeader("Cache-Control", "no-store");
        ErrorFormat format = format(request);
        response.setContentType(format.mediaType(Collections.list(request.getHeaders("Accept"))));
        if (format == ErrorFormat.ODATA) {
            response.setHeader("OData-Version", "4.0");
        }
        response.getOutputStream()
                .write(format.write(problem(request, response)).getBytes(UTF_8));
    }

    private static ErrorFormat format(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String address
                ? ErrorFormat.at(address)
                : ErrorFormat.PROBLEM;
    }

    private static Problem problem(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(Problem.ATTRIBUTE) instanceof Problem problem) {
            return problem;
        }
        if (request.getAttribute(Refusal.ATTRIBUTE) instanceof Refusal refusal) {
            return new Problem(refusal.status(), refusal.code(), refusal.detail());
        }
        // Somebody who asks for the error page itself finds nothing there.
        if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        }
        return Problem.of(response.getStatus());
    }
}
