package org.latchkey.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.latchkey.oauth.Authorization;
import org.primefaces.context.PrimeFacesContext;

/** What the Content-Security-Policy in web.xml says of some pages only: where applications are concerned. */
@Named
@RequestScoped
public class ContentPolicy {

    /** Nothing that would end a directive and begin another one. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    private static final String GRAPHIQL = "/api/graphiql";

    @Inject
    private HttpServletRequest request;

    @Inject
    private FacesContext faces;

    @Inject
    private Authorization authorization;

    @Inject
    private ConsentPage consent;

    /**
     * To where a form may lead besides this server, with a space before it: browsers ask for each address that they are
     * redirected to after a form was sent. The consent page sends users back; signing in may lead through it.
     */
    public String getFormTargets() {
        return request()
                .flatMap(authorization::returnOrigin)
                .map(ContentPolicy::source)
                .orElse("");
    }

    /** What an application asks for on this page, or on the one that comes after it. */
    private Optional<String> request() {
        if (isAt(PageAddress.CONSENT)) {
            return Optional.of(consent.query());
        }
        return isAt(PageAddress.SIGN_IN)
                ? Optional.of(PageAddress.next(request))
                        .filter(page -> page.isAt(PageAddress.CONSENT))
                        .map(PageAddress::query)
                : Optional.empty();
    }

    /** From where images may come besides this server, with a space before it: the logo of who asks for consent. */
    public String getImageSources() {
        return isAt(PageAddress.CONSENT) && consent.isAsking()
                ? logoSource(consent.getRequest().logo())
                : "";
    }

    /** What the page of GraphiQL needs besides, as a directive of its own: its style sheet holds its fonts. */
    public String getFonts() {
        return request.getServletPath().startsWith(GRAPHIQL) ? "; font-src data:" : "";
    }

    private boolean isAt(PageAddress page) {
        return request.getServletPath().equals(page.value());
    }

    static String logoSource(String logo) {
        if (logo.isEmpty()) {
            return "";
        }
        URI address = URI.create(logo);
        return source(address.getScheme() + "://" + address.getRawAuthority());
    }

    /** A policy cannot name an address of IPv6; the one that redirects may lead to is the user's own machine. */
    static String source(String origin) {
        if (origin.startsWith("http://[::1]")) {
            return " http:";
        }
        return ORIGIN.matcher(origin).matches() ? " " + origin : "";
    }

    /** Lets forms be sent without scripts too, which otherwise would add it. */
    public String getNonce() {
        return PrimeFacesContext.getCspState(faces).getNonce();
    }
}
