package org.latchkey.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.latchkey.oauth.Authorization;

/**
 * Where applications send users to. What leads nowhere is said here, and sends nobody anywhere; everything else goes on to the
 * page that asks the user, who signs in there, and judges it anew.
 */
@WebServlet("/auth/oauth/authorize")
public class AuthorizeServlet extends ReadServlet {

    private static final String CONSENT = "/account/oauth/consent";

    @Inject
    private transient Authorization authorization;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = request.getQueryString();
        Optional<String> refusal = authorization.refusal(query);
        if (refusal.isPresent()) {
            refuse(refusal.get(), request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", CONSENT + "?" + query);
        }
    }

    private static void refuse(String reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Locale locale = request.getLocale().getLanguage().equals("de") ? Locale.GERMAN : Locale.ROOT;
        ResourceBundle text = ResourceBundle.getBundle("org.latchkey.api.oauth.refused", locale);
        response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        String page = """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                  <meta charset="UTF-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%s</title>
                  <link rel="stylesheet" href="/oauth/refused.css">
                </head>
                <body>
                  <main>
                    <h1>%s</h1>
                    <p>%s</p>
                    <p>%s</p>
                  </main>
                </body>
                </html>
                """.formatted(
                        text.getString("language"),
                        text.getString("title"),
                        text.getString("title"),
                        text.getString(reason),
                        text.getString("what-now"));
        response.getOutputStream().write(page.getBytes(UTF_8));
    }
}
