package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The two origins of a program: that of an application's pages, and that of the API they call.
 *
 * <p>The API is the server's, which keeps its own address where users sign in: who is sent to it through here is sent on.
 * What pages of another origin may do is said by the server alone; nothing here adds to it.
 */
final class ProgramOrigins implements AutoCloseable {

    /** All that the server goes by. */
    private static final List<String> ASKED = List.of(
            "Authorization",
            "Content-Type",
            "Origin",
            "Access-Control-Request-Method",
            "Access-Control-Request-Headers");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer application = start();
    private final HttpServer api = start();

    ProgramOrigins() {
        api.createContext("/auth/oauth/authorize", this::sendOn);
        api.createContext("/auth/oauth/token", this::passOn);
        api.createContext("/api/query", this::passOn);
    }

    private static HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The origin of the pages. */
    String application() {
        return url(application);
    }

    /** The origin of what they call. */
    String api() {
        return url(api);
    }

    private static String url(HttpServer server) {
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
        application.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            answer(exchange, 200, page);
        });
    }

    private void sendOn(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set("Location", TestServer.URL + exchange.getRequestURI().toString());
        answered(exchange, 302, "");
    }

    private void passOn(HttpExchange exchange) throws IOException {
        HttpResponse<String> response = ask(exchange);
        answered(exchange, response.statusCode(), response.body());
    }

    /** Asks the server the same, and takes over what a browser goes by. */
    private static HttpResponse<String> ask(HttpExchange exchange) throws IOException {
        List<String> headers = new ArrayList<>();
        for (String name : ASKED) {
            exchange.getRequestHeaders()
                    .getOrDefault(name, List.of())
                    .forEach(value -> headers.addAll(List.of(name, value)));
        }
        HttpResponse<String> response = Http.send(
                exchange.getRequestMethod(),
                TestServer.URL + exchange.getRequestURI(),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                headers.toArray(String[]::new));
        response.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("content-type") || lower.startsWith("access-control-")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        return response;
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
        application.stop(0);
        api.stop(0);
    }
}
