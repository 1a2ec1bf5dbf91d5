package org.latchkey.api.oauth;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.latchkey.oauth.Metadata;

/** What this server says of itself. It may be kept for some minutes, but for the keys: a new one signs at once. */
@WebServlet({MetadataServlet.SERVER, "/.well-known/oauth-protected-resource", MetadataServlet.KEYS})
public class MetadataServlet extends ReadServlet {

    static final String SERVER = "/.well-known/oauth-authorization-server";
    static final String KEYS = "/auth/oauth/jwks";

    @Inject
    private transient Metadata metadata;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String json = switch (request.getServletPath()) {
            case SERVER -> metadata.ofServer();
            case KEYS -> metadata.keys();
            default -> metadata.ofResource();
        };
        response.setHeader("Pragma", null);
        response.setHeader("Cache-Control", request.getServletPath().equals(KEYS) ? "no-cache" : "public, max-age=300");
        Answers.sendJson(json, response);
    }
}
