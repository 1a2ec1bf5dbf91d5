package org.latchkey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latchkey.account.Access;
import org.latchkey.graphql.Answer;
import org.latchkey.graphql.GraphQl;
import org.latchkey.graphql.Request;
import org.latchkey.problem.Malformed;

/**
 * {@code POST /v1} and, for queries, {@code GET /v1}: GraphQL over HTTP (draft of 2025) to the letter.
 *
 * <p>What was not executed has status 400 in {@code application/graphql-response+json}; in {@code application/json} it has
 * 200, as that document wants it for programs that know nothing else. What is no request, or one that costs too much, has a
 * 4xx in both.
 */
@WebServlet("/v1")
public class GraphQlServlet extends HttpServlet {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "OPTIONS");
    private static final Pattern JSON =
            Pattern.compile("application/json *(; *charset *= *\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

    @Inject
    private transient GraphQl graphQl;

    @Inject
    private transient Access access;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (METHODS.contains(request.getMethod())) {
            super.service(request, response);
        } else {
            refuseMethod(response, String.join(", ", METHODS));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, GraphQlServlet::parameters);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = request.getContentType();
        if (type == null || !JSON.matcher(type.strip()).matches()) {
            response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (request.getContentLengthLong() > Request.MOST_BYTES) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            answer(request, response, GraphQlServlet::body);
        }
    }

    /** Finds what is asked; null where the answer is given. */
    private interface Reader {
        Request read(HttpServletRequest request) throws IOException;
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Reader reader) throws IOException {
        // One address has two types of answers.
        response.setHeader("Vary", "Accept");
        Optional<GraphQlType> type = GraphQlType.wanted(Collections.list(request.getHeaders("Accept")));
        if (type.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_ACCEPTABLE);
            return;
        }
        try {
            Request asked = reader.read(request);
            if (asked == null) {
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                write(graphQl.execute(asked), type.get(), response);
            }
        } catch (Malformed e) {
            Problem problem = Problem.malformed(e);
            begin(problem.status(), type.get(), response);
            response.getOutputStream().write(ErrorFormat.GRAPHQL.write(problem).getBytes(UTF_8));
        } catch (RuntimeException e) {
            Problem problem = Problems.problem(e, access);
            Problems.headers(e, problem).forEach(response::setHeader);
            request.setAttribute(Problem.ATTRIBUTE, problem);
            response.sendError(problem.status());
        }
    }

    private static Request parameters(HttpServletRequest request) {
        return Request.parse(
                parameter(request, "query"),
                parameter(request, "operationName"),
                parameter(request, "variables"),
                parameter(request, "extensions"));
    }

    private static String parameter(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw new Malformed("malformed_request", name, "There is more than one " + name + ".");
        }
        return values == null ? null : values[0];
    }

    private static Request body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(Request.MOST_BYTES + 1);
        return body.length > Request.MOST_BYTES ? null : Request.parse(body);
    }

    private static void write(Answer answer, GraphQlType type, HttpServletResponse response) throws IOException {
        if (answer.status() == Answer.Status.READ_ONLY) {
            response.setHeader("Allow", "POST");
        }
        begin(status(answer.status(), type), type, response);
        answer.writeTo(response.getOutputStream());
    }

    private static int status(Answer.Status status, GraphQlType type) {
        return switch (status) {
            case EXECUTED -> HttpServletResponse.SC_OK;
            case INVALID -> type == GraphQlType.JSON ? HttpServletResponse.SC_OK : HttpServletResponse.SC_BAD_REQUEST;
            case TOO_COMPLEX -> HttpServletResponse.SC_BAD_REQUEST;
            case READ_ONLY -> HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        };
    }

    private static void begin(int status, GraphQlType type, HttpServletResponse response) {
        response.setStatus(status);
        response.setContentType(type.value() + ";charset=utf-8");
    }

    private static void refuseMethod(HttpServletResponse response, String allowed) throws IOException {
        response.setHeader("Allow", allowed);
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
