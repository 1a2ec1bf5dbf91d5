package org.latchkey.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.CRC32;
import org.latchkey.graphql.Schema;

/** {@code GET /v1/schema.graphql}: the schema for tools, for everybody. It changes with the release only. */
@WebServlet(GraphQlSchemaServlet.PATH)
public class GraphQlSchemaServlet extends HttpServlet {

    static final String PATH = "/v1/schema.graphql";

    private static final byte[] SCHEMA = Schema.text().getBytes(UTF_8);
    private static final String TAG = tag();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setHeader("ETag", TAG);
        if (TAG.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("application/graphql;charset=utf-8");
        response.getOutputStream().write(SCHEMA);
    }

    private static String tag() {
        CRC32 crc = new CRC32();
        crc.update(SCHEMA);
        return "\"" + Long.toString(crc.getValue(), Character.MAX_RADIX) + "\"";
    }
}
