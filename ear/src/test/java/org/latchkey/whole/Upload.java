package org.latchkey.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A form with a file, as a program sends it to be imported. */
final class Upload {

    private static final String BOUNDARY = "----latchkey-test";
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            // As most programs do: the server looks at lengths elsewhere then.
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** The file and what it is. */
    static Upload of(String entity, byte[] file) {
        return new Upload().text("entity", entity).file("products.csv", file);
    }

    static Upload of(String entity, String file) {
        return of(entity, file.getBytes(UTF_8));
    }

    Upload text(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(UTF_8));
    }

    Upload file(String name, byte[] bytes) {
        return part("name=\"file\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream", bytes);
    }

    private Upload part(String disposition, byte[] bytes) {
        body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n").getBytes(UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    /** Sends it with a key; headers are names and values in turn. */
    HttpResponse<String> send(String key, String... headers) {
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TestServer.URL + "/api/import"))
                .header("x-api-key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
