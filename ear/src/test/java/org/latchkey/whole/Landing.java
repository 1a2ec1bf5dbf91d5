package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An application to which users are sent back. */
final class Landing implements AutoCloseable {

    /** What came. */
    record Arrival(String address, String referer) {

        /** By name. */
        Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>();
            for (String pair : URI.create(address).getRawQuery().split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
            }
            return parameters;
        }
    }

    private final HttpServer server;
    private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());

    Landing() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/back", this::arrive);
        server.start();
    }

    private void arrive(HttpExchange exchange) throws IOException {
        arrivals.add(new Arrival(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Referer")));
        byte[] body = "<!DOCTYPE html><title>App</title><h1>Arrived</h1>".getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/back";
    }

    /** The only one so far. */
    Arrival arrival() {
        if (arrivals.size() != 1) {
            throw new AssertionError(arrivals.toString());
        }
        return arrivals.remove(0);
    }

    boolean isUnvisited() {
        return arrivals.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
