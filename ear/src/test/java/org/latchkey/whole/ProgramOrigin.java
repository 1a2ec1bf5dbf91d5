package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one origin of an application's pages and of the API they call, as a proxy in front of both makes it.
 *
 * <p>The authorization server keeps its own address: who is sent to it through here is sent on. The Query API is not there
 * yet; what stands here for it accepts whom {@code whoami} accepts.
 */
final class ProgramOrigin implements AutoCloseable {

    private static final String PRODUCTS = "{\"products\":[{\"id\":1,\"name\":\"Cork\",\"price\":2.5}]}";

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    ProgramOrigin() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/auth/oauth/authorize", this::sendOn);
        server.createContext("/auth/oauth/token", this::token);
        server.createContext("/api/query", this::query);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Calls of the API since it was last asked, as {@code POST /api/query 200}. */
    List<String> calls() {
        List<String> made = List.copyOf(calls);
        calls.clear();
        return made;
    }

    /** Adds a page that runs a script. */
    void page(String path, String script) {
        String page = "<!DOCTYPE html><title>Application</title><script>" + script + "</script>";
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            answer(exchange, 200, page);
        });
    }

    private void sendOn(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set("Location", TestServer.URL + exchange.getRequestURI().toString());
        answered(exchange, 302, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        HttpResponse<String> response = Http.send(
                exchange.getRequestMethod(),
                TestServer.URL + exchange.getRequestURI(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                "Content-Type",
                header(exchange, "Content-Type"));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answered(exchange, response.statusCode(), response.body());
    }

    private void query(HttpExchange exchange) throws IOException {
        int status = exchange.getRequestMethod().equals("POST")
                ? Http.get(TestServer.URL + "/api/2/whoami", "Authorization", header(exchange, "Authorization"))
                        .statusCode()
                : 405;
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answered(exchange, status, status == 200 ? PRODUCTS : "{}");
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private void answered(HttpExchange exchange, int status, String body) throws IOException {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " " + status);
        answer(exchange, status, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
