package org.latchkey.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.UUID;
import org.latchkey.client.ClientSettings;
import org.latchkey.oauth.Issuer;

/** What developers write into their programs of where this server is. */
@Named
@RequestScoped
public class ServerAddress {

    /** What RFC 7636 computes in its appendix B: an address to try has to have one. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Inject
    private HttpServletRequest request;

    @Inject
    private Issuer issuer;

    /** As the browser knows it, since it is what reached this page. */
    String seen() {
        StringBuffer url = request.getRequestURL();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }

    /** As it stands in tokens; where that is not known, nobody gets any. */
    public String getIssuer() {
        return issuer.value() == null ? seen() : issuer.value();
    }

    /** Whether this server issues tokens at all. */
    public boolean isIssuing() {
        return issuer.isReady();
    }

    /** Where applications send users. */
    public String getAuthorize() {
        return getIssuer() + Issuer.AUTHORIZE;
    }

    /** Where applications get tokens. */
    public String getToken() {
        return getIssuer() + Issuer.TOKEN;
    }

    /** Where a user is asked for all that an application may ask for, and sent to its first address. */
    String authorize(UUID client, ClientSettings settings) {
        return getAuthorize() + "?response_type=code&client_id=" + client + "&redirect_uri="
                + URLEncoder.encode(settings.redirects().get(0), UTF_8)
                + "&scope="
                + URLEncoder.encode(
                        String.join(" ", settings.scopes().stream().sorted().toList()), UTF_8)
                + "&state=try&code_challenge=" + CHALLENGE + "&code_challenge_method=S256";
    }
}
